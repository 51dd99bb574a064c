import { describe, expect, test } from 'vitest';
import { readTraceLink, TRACE_LINK_DEFAULTS, type TraceLink, writeTraceLink } from '../../src/share/traceLink.ts';

// deflate-raw of {"defaultAction":"SCMP_ACT_ALLOW"}
const PACKED = 'q1ZKSU1LLM0pcUwuyczPU7JSCnb2DYh3dA6Jd_Tx8Q9XqgUA';
const PROFILE = '{"defaultAction":"SCMP_ACT_ALLOW"}';
const BEGAN = `execve("/usr/bin/unshare", ["unshare", "--user", "--map-root-user", "/usr/bin/true"], 0x7ffdba9952d0 /* 2 vars */) = 0
unshare(CLONE_NEWUSER)                  = 0
execve("/usr/bin/true", ["/usr/bin/true"], 0x7ffdacb4ada0 /* 2 vars */) = 0
exit_group(0)                           = ?
+++ exited with 0 +++`;

describe('published links open the same state for ever', () => {
  // Add lines; never change one.
  test.each<[fragment: string, differsFromDefaults: Partial<TraceLink>]>([
    ['', {}],
    ['#stack=docker-20.10.9', { stack: 'docker-20.10.9' }],
    ['#trace=mkdir', { trace: 'mkdir' }],
    [
      '#stack=podman-5.4&arch=aarch64&trace=accept4,socket',
      { stack: 'podman-5.4', arch: 'SCMP_ARCH_AARCH64', trace: 'accept4,socket' },
    ],
    ['#stack=podman-5.4&trace=&file=out.strace', { stack: 'podman-5.4', trace: '', file: 'out.strace' }],
    [`#trace=mkdir&profile.z=${PACKED}`, { trace: 'mkdir', profile: PROFILE }],
    ['#chosen=x86_64.unshare:call', { chosen: [{ arch: 'SCMP_ARCH_X86_64', call: 'unshare', choice: 'call' }] }],
    [
      '#chosen=x86.socket:arguments,x86_64.999:leave',
      {
        chosen: [
          { arch: 'SCMP_ARCH_X86', call: 'socket', choice: 'arguments' },
          { arch: 'SCMP_ARCH_X86_64', call: '999', choice: 'leave' },
        ],
      },
    ],
    ['#trace=mkdir&chosen=', { trace: 'mkdir' }],
    ['#otherwise=ENOSYS', { otherwise: 'ENOSYS' }],
    ['#trace=mkdir&otherwise=EPERM', { trace: 'mkdir' }],
  ])('%s', async (fragment, differs) => {
    const defaults = {
      stack: undefined,
      arch: 'SCMP_ARCH_X86_64',
      profile: undefined,
      otherwise: 'EPERM',
      file: undefined,
    };
    expect(await readTraceLink(fragment)).toEqual({
      value: { ...defaults, trace: BEGAN, chosen: [], ...differs },
      diagnostics: [],
    });
  });
});

describe('a link that cannot be read opens the defaults and says what was wrong', () => {
  test.each<[fragment: string, message: string]>([
    ['#colour=red', 'This link has a key “colour” that this page does not know; the key is ignored.'],
    [
      '#stack=docker-1.13',
      'This link has “stack=docker-1.13”; the value must be the name of a stack such as docker-26.1.',
    ],
    ['#trace.z=AAAA', 'The text in this link can’t be read: it is cut off or altered.'],
    [
      '#chosen=unshare',
      'This link has “chosen=unshare”; the value must be calls with a choice such as x86_64.accept4:enosys.',
    ],
    ['#otherwise=EINVAL', 'This link has “otherwise=EINVAL”; the value must be EPERM or ENOSYS.'],
    [
      '#chosen=x86_64.unshare:maybe',
      'This link has “chosen=x86_64.unshare:maybe”; the value must be calls with a choice such as x86_64.accept4:enosys.',
    ],
  ])('%s', async (fragment, message) => {
    const { value, diagnostics } = await readTraceLink(fragment);
    expect([value, diagnostics.map((each) => each.message)]).toEqual([TRACE_LINK_DEFAULTS, [message]]);
  });
});

describe('writing', () => {
  test.each<[Partial<TraceLink>, written: string]>([
    [{}, ''],
    [{ stack: 'docker-26.1' }, 'stack=docker-26.1'],
    [{ trace: 'accept4' }, 'trace=accept4'],
    [{ profile: PROFILE, trace: 'accept4' }, `trace=accept4&profile.z=${PACKED}`],
    [{ chosen: [{ arch: 'SCMP_ARCH_X86_64', call: 'unshare', choice: 'call' }] }, 'chosen=x86_64.unshare:call'],
    [{ chosen: [] }, ''],
    [{ otherwise: 'ENOSYS' }, 'otherwise=ENOSYS'],
  ])('%j', async (differs, written) => {
    const link = { ...TRACE_LINK_DEFAULTS, ...differs };
    expect(await writeTraceLink(link)).toBe(written);
    expect((await readTraceLink(written)).value).toEqual(link);
  });
});
