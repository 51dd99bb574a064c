import { describe, expect, test } from 'vitest';
import {
  FILTER_LINK_DEFAULTS,
  type FilterLink,
  readableFilterLink,
  readFilterLink,
  writeFilterLink,
} from '../../src/share/filterLink.ts';

// deflate-raw of {"defaultAction":"SCMP_ACT_ALLOW"}
const PACKED = 'q1ZKSU1LLM0pcUwuyczPU7JSCnb2DYh3dA6Jd_Tx8Q9XqgUA';
const PROFILE = '{"defaultAction":"SCMP_ACT_ALLOW"}';
const CALL = 'call=clone(CLONE_NEWUSER)';

describe('a link that cannot be read opens the defaults and says what was wrong', () => {
  test.each<[fragment: string, message: string]>([
    ['#for=speed', 'This link has “for=speed”; the value must be balance, size or steps.'],
    [
      '#calls=read:12',
      'This link has “calls=read:12”; the value must be calls with their counts such as x86_64.read:1200.',
    ],
    [
      '#calls=x86_64.read:0',
      'This link has “calls=x86_64.read:0”; the value must be calls with their counts such as x86_64.read:1200.',
    ],
    [
      '#calls=x86_64.read:1,x86_64.openat:99999999999999999',
      'This link has “calls=x86_64.read:1,x86_64.openat:99999…”; the value must be calls with their counts such as x86_64.read:1200.',
    ],
    ['#step=0', 'This link has “step=0”; the value must be a number from 1 on.'],
    ['#program.z=AAAA', 'The text in this link can’t be read: it is cut off or altered.'],
    ['#stack=docker-1', 'This link has “stack=docker-1”; the value must be the name of a stack such as docker-26.1.'],
  ])('%s', async (fragment, message) => {
    const { value, diagnostics } = await readFilterLink(fragment);
    expect([value, diagnostics.map((each) => each.message)]).toEqual([FILTER_LINK_DEFAULTS, [message]]);
  });
});

describe('writing', () => {
  test.each<[Partial<FilterLink>, written: string, readable: string | undefined]>([
    [{}, CALL, CALL],
    [{ for: 'size', step: 4 }, `for=size&${CALL}&step=4`, `for=size&${CALL}&step=4`],
    [
      {
        calls: [
          { arch: 'SCMP_ARCH_X86_64', call: 'read', count: 1200 },
          { arch: 'SCMP_ARCH_X86', call: '1000', count: 1 },
        ],
      },
      `calls=x86_64.read:1200,x86.1000:1&${CALL}`,
      `calls=x86_64.read:1200,x86.1000:1&${CALL}`,
    ],
    [
      { stack: 'docker-26.1', arch: 'SCMP_ARCH_AARCH64' },
      `stack=docker-26.1&arch=aarch64&${CALL}`,
      `stack=docker-26.1&arch=aarch64&${CALL}`,
    ],
    [
      { preset: 'podman-6.1', call: 'read', second: 'socket(AF_VSOCK)' },
      'profile=podman-6.1&call=read&second=socket(AF_VSOCK)',
      'profile=podman-6.1&call=read&second=socket(AF_VSOCK)',
    ],
    [{ profile: PROFILE }, `profile.z=${PACKED}&${CALL}`, undefined],
    [{ program: 'BgAAAAAA/38=' }, `program=BgAAAAAA/38=&${CALL}`, `program=BgAAAAAA/38=&${CALL}`],
    [{ program: PROFILE.repeat(20) }, expect.stringMatching(/^program\.z=[\w-]+&call=/), undefined],
  ])('%j', async (differs, written, readable) => {
    const link = { ...FILTER_LINK_DEFAULTS, ...differs };
    const text = await writeFilterLink(link);
    expect([text, readableFilterLink(link)]).toEqual([written, readable]);
    expect((await readFilterLink(text ?? '')).value).toEqual(link);
  });
});
