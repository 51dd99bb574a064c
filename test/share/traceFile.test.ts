import { describe, expect, test } from 'vitest';
import { readTrace } from '../../src/engine/trace/index.ts';
import { isSavedTrace, type ReadFiles, readSavedTrace, writeSavedTrace } from '../../src/share/traceFile.ts';
import { TRACE_LINK_DEFAULTS, type TraceLink } from '../../src/share/traceLink.ts';
import { grownTrace } from '../../src/tools/bench/grownTrace.ts';

const LINK: TraceLink = {
  ...TRACE_LINK_DEFAULTS,
  stack: 'podman-5.4',
  profile: '{"defaultAction":"SCMP_ACT_ERRNO"}',
  chosen: [{ arch: 'SCMP_ARCH_X86_64', call: 'accept4', choice: 'enosys' }],
};

function readOf(text: string): ReadFiles {
  const reader = readTrace(undefined, { keepsLines: true });
  reader.push(text);
  return { parts: [{ name: 'out.1', start: 0 }], bytes: text.length, lines: 7, trace: reader.end() };
}

const OTHERS = [
  'type=SECCOMP msg=audit(1.2:3): auid=0 uid=0 gid=0 ses=1 pid=42 comm="sh" exe="/bin/sh" sig=31 arch=c000003e syscall=321 compat=0 ip=0x1 code=0x0',
  '9 keyctl(KEYCTL_READ, 1) = 0',
  '9 --- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, si_syscall=__NR_keyctl} ---',
  '9 exit_group(0) = ?',
  '9 +++ killed by SIGSYS +++',
  'nothing here',
];

describe('a state of the trace page as a file', () => {
  test.each([
    ['of a few formats', OTHERS.join('\n')],
    ['of a long trace', [...grownTrace(400_000, 5)].join('')],
    ['with records that are lost', `${OTHERS[0]}\nLOST 3 events!\nlost 27`],
    ['of a 32-bit program, and of one that may be', '7 close(3) = 0\n8 mmap2(NULL, 8192, 0, 0, -1, 0) = 0xf7f7b000'],
    ['of nothing that was read', 'nothing\n'.repeat(300)],
  ])('%s is read as it was written', async (_, text) => {
    const read = readOf(text);
    const written = await writeSavedTrace(LINK, read);
    expect(isSavedTrace(written.slice(0, 32))).toBe(true);
    expect(await readSavedTrace(written)).toEqual({ link: { ...LINK, trace: '' }, notices: [], read });
  });

  test('that is none, or was cut, says no trace', async () => {
    const written = await writeSavedTrace(LINK, readOf(OTHERS.join('\n')));
    const changed = (from: string, to: string) => written.replace(from, to);
    const texts = [
      '',
      '{}',
      '{"trace-check":1,',
      written.slice(0, -1),
      changed('"calls":[', '"kalls":['),
      changed('"parts":[', '"parts":0,"p":['),
      changed('"lines":7', '"lines":-7'),
    ];
    expect(await Promise.all(texts.map(readSavedTrace))).toEqual(texts.map(() => undefined));
  });

  test('leaves out a call that was changed into none', async () => {
    const read = readOf(OTHERS.join('\n'));
    const written = await writeSavedTrace(LINK, read);
    const opened = await readSavedTrace(written.replace('"syscall":321', '"syscall":"bpf"'));
    expect(opened?.read.trace.calls).toEqual(read.trace.calls.slice(1));
  });
});
