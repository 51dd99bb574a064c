import { describe, expect, test } from 'vitest';
import { parseProfile, resolve, type Target } from '../../../src/engine/seccomp/index.ts';
import { profileText, TARGET } from './inline.ts';
import { filterFrom } from './presets.ts';

/** "refused: error flags 1:44", or "starts:" with what else is to say. */
function outcome(text: string, target: Partial<Target> = {}): string {
  const profile = parseProfile(text).value;
  if (profile === undefined) return 'no profile';
  const { value, diagnostics } = resolve(profile, { ...TARGET, ...target });
  const told = diagnostics.map(
    ({ severity, code, span }) => `${severity} ${code} ${span?.line ?? '-'}:${span?.column ?? '-'}`,
  );
  return [`${value === undefined ? 'refused' : 'starts'}:`, ...told].join(' ');
}

const HEAD = '"defaultAction":"SCMP_ACT_ERRNO"';
const rule = (members: string) => `{${HEAD},"syscalls":[\n{${members}}]}`;
const NOTIFY = '"names":["mkdir"],"action":"SCMP_ACT_NOTIFY"';

describe('whether the container starts', () => {
  test.each<[string, string, Partial<Target>, string]>([
    ['a profile of nothing is none', '{}', {}, 'starts:'],
    ['trailing commas are read over', `{${HEAD},}`, {}, 'starts:'],
    [
      'no default action',
      '{"syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW"}]}',
      {},
      'refused: error action-unknown 1:1',
    ],
    [
      'no default action, and no rule that applies',
      '{"syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_KILL"]}}]}',
      {},
      'starts:',
    ],
    ['an unknown default action', '{"defaultAction":"DENY"}', {}, 'refused: error action-unknown 1:18'],
    ['an unknown action', rule('"names":["read"],"action":"DENY"'), {}, 'refused: error action-unknown 2:28'],
    [
      'an unknown action in a rule without names',
      rule('"names":[],"action":"DENY"'),
      {},
      'refused: error action-unknown 2:22',
    ],
    [
      'an unknown action in a rule that does not apply',
      rule('"names":["read"],"action":"DENY","excludes":{"arches":["amd64"]}'),
      {},
      'starts:',
    ],
    [
      'an unknown comparison',
      rule('"names":["read"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"op":"EQ"}]'),
      {},
      'refused: error operator-unknown 2:53',
    ],
    [
      'an unknown comparison in a rule without names',
      rule('"names":[],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"op":"EQ"}]'),
      {},
      'starts:',
    ],
    [
      'an argument too many',
      rule('"names":["read"],"action":"SCMP_ACT_ALLOW","args":[{"index":6,"op":"SCMP_CMP_EQ"}]'),
      {},
      'refused: error argument-index 2:53',
    ],
    [
      'an argument too many in a rule that is dropped',
      rule('"names":["read"],"action":"SCMP_ACT_ERRNO","args":[{"index":6,"op":"SCMP_CMP_EQ"}]'),
      {},
      'starts:',
    ],
    [
      'an argument too many for a call nobody knows',
      rule('"names":["nosuch"],"action":"SCMP_ACT_ALLOW","args":[{"index":6,"op":"SCMP_CMP_EQ"}]'),
      {},
      'starts:',
    ],
    ['an empty name', rule('"names":[""],"action":"SCMP_ACT_ERRNO"'), {}, 'refused: error name-empty 2:11'],
    [
      'name beside names',
      rule('"name":"read","names":["write"],"action":"SCMP_ACT_ALLOW"'),
      {},
      'refused: error name-with-names 2:9',
    ],
    ['flags', `{${HEAD},"flags":["SECCOMP_FILTER_FLAG_LOG"]}`, {}, 'refused: error flags 1:44'],
    ['an unknown architecture', `{${HEAD},"architectures":["x86"]}`, {}, 'refused: error architecture-unknown 1:52'],
    [
      'the other byte order',
      `{${HEAD},"architectures":["SCMP_ARCH_S390X"]}`,
      {},
      'refused: error architecture-byte-order 1:52',
    ],
    [
      'architectures beside archMap',
      `{${HEAD},"architectures":["SCMP_ARCH_X86"],"archMap":[{}]}`,
      {},
      'refused: error architectures-with-archmap 1:18',
    ],
    [
      'an error number of 4095',
      rule('"names":["read"],"action":"SCMP_ACT_ERRNO","errnoRet":4095'),
      {},
      'refused: error errno-large 2:28',
    ],
    [
      'an error number of 4095, for TRACE',
      rule('"names":["read"],"action":"SCMP_ACT_TRACE","errnoRet":4095'),
      {},
      'starts:',
    ],
    ['an error number of 4095 by default', `{${HEAD},"defaultErrnoRet":4095}`, {}, 'refused: error errno-large 1:18'],
    ['notify as default', '{"defaultAction":"SCMP_ACT_NOTIFY"}', {}, 'refused: error notify-default 1:18'],
    ['notify without an agent', rule(NOTIFY), {}, 'refused: error notify-listener 2:29'],
    ['notify with an agent', rule(NOTIFY).replace('{', '{"listenerPath":"/run/agent",'), {}, 'starts:'],
    [
      'notify for write',
      rule(NOTIFY.replace('mkdir', 'write')).replace('{', '{"listenerPath":"/run/agent",'),
      {},
      'refused: error notify-write 2:11',
    ],
    [
      'notify before Linux 5.7',
      rule(NOTIFY).replace('{', '{"listenerPath":"/run/agent",'),
      { kernel: '5.6' },
      'refused: error action-kernel 2:29',
    ],
    [
      'log before Linux 4.14',
      rule('"names":["read"],"action":"SCMP_ACT_LOG"'),
      { kernel: '4.13.9' },
      'refused: error action-kernel 2:28',
    ],
    ['log since', rule('"names":["read"],"action":"SCMP_ACT_LOG"'), { kernel: '4.14.0-1-amd64' }, 'starts:'],
    [
      'a kernel that can not be read, where a rule asks',
      rule('"names":["read"],"action":"SCMP_ACT_ALLOW","includes":{"minKernel":"4.8"}'),
      { kernel: 'six' },
      'refused: error kernel-version 2:1',
    ],
    [
      'a kernel that can not be read, where none asks',
      rule('"names":["read"],"action":"SCMP_ACT_ALLOW"'),
      { kernel: 'six' },
      'starts:',
    ],
    [
      'two actions for the same arguments',
      profileText('kill: allow mkdir arg0==1 | errno mkdir arg0==1'),
      {},
      'refused: error rule-conflict 3:11',
    ],
    [
      'on one ABI alone',
      profileText('kill[x86]: allow mkdir arg0==1 | errno mkdir arg0==0x100000001'),
      {},
      'refused: error rule-conflict 3:11',
    ],
    [
      'which the number of 64 bits tells apart',
      profileText('kill: allow mkdir arg0==1 | errno mkdir arg0==0x100000001'),
      {},
      'starts:',
    ],
    [
      'more conditions than instructions',
      profileText(`errno: ${Array.from({ length: 4200 }, (_, i) => `allow mkdir arg0==${i}`).join('|')}`),
      {},
      'refused: error program-too-long 4097:11',
    ],
    [
      'a part that never loads the number',
      profileText('kill[aarch64]: trace _llseek arg2!=2 | trace accept4 arg0<=38'),
      {},
      'starts: warning libseccomp-number-unread -:-',
    ],
    [
      'a block that misreads',
      profileText('log: trap bind arg0!=0x100000001 arg1<0x80000000 | trap bind arg0<=1'),
      { arch: 'SCMP_ARCH_X86' },
      'starts: warning libseccomp-misreads 3:11',
    ],
  ])('%s', (_, text, target, expected) => {
    expect(outcome(text, target)).toBe(expected);
  });
});

describe('what the filter knows', () => {
  test.each([
    ['docker-26.1 x86_64', ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32']],
    ['docker-26.1 aarch64', ['SCMP_ARCH_AARCH64', 'SCMP_ARCH_ARM']],
    ['docker-26.1 x86', ['SCMP_ARCH_X86']],
    ['talk-2016 x86_64', ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32']],
    ['talk-2016 aarch64', ['SCMP_ARCH_AARCH64', 'SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32']],
  ])('%s: %j, the native one first', (words, architectures) => {
    expect(filterFrom(words).architectures).toEqual(architectures);
  });
});
