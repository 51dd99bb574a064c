import { describe, expect, test } from 'vitest';
import { readTraceLink, TRACE_LINK_DEFAULTS, type TraceLink, writeTraceLink } from '../../src/share/traceLink.ts';

// deflate-raw of {"defaultAction":"SCMP_ACT_ALLOW"}
const PACKED = 'q1ZKSU1LLM0pcUwuyczPU7JSCnb2DYh3dA6Jd_Tx8Q9XqgUA';
const PROFILE = '{"defaultAction":"SCMP_ACT_ALLOW"}';

describe('a link that cannot be read opens the defaults and says what was wrong', () => {
  test.each<[fragment: string, message: string]>([
    [
      '#colour=red',
      'This link has a key “colour” that this page does not know. It changes nothing here, and stays in the link.',
    ],
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
