import { describe, expect, test } from 'vitest';
import {
  readableStackTableLink,
  readStackTableLink,
  STACK_TABLE_DEFAULTS,
  type StackTableLink,
  writeStackTableLink,
} from '../../src/share/stackTableLink.ts';

// deflate-raw of {"defaultAction":"SCMP_ACT_ALLOW"}
const PACKED = 'q1ZKSU1LLM0pcUwuyczPU7JSCnb2DYh3dA6Jd_Tx8Q9XqgUA';
const PROFILE = '{"defaultAction":"SCMP_ACT_ALLOW"}';

describe('a link that cannot be read opens the defaults and says what was wrong', () => {
  test.each<[fragment: string, message: string]>([
    [
      '#colour=red',
      'This link has a key “colour” that this page does not know. It changes nothing here, and stays in the link.',
    ],
    ['#arch=z80', 'This link has “arch=z80”; the value must be an architecture such as x86_64 or aarch64.'],
    [
      '#stack=docker-1.13',
      'This link has “stack=docker-1.13”; the value must be the name of a stack such as docker-26.1.',
    ],
    ['#profile.z=AAAA', 'The text in this link can’t be read: it is cut off or altered.'],
    [
      '#call=%E0%A4%A',
      '“call=%E0%A4%A” in this link can’t be read: write key=value with percent-encoding as in a URL.',
    ],
  ])('%s', async (fragment, message) => {
    const { value, diagnostics } = await readStackTableLink(fragment);
    expect([value, diagnostics.map((each) => each.message)]).toEqual([STACK_TABLE_DEFAULTS, [message]]);
  });
});

describe('writing', () => {
  test.each<[Partial<StackTableLink>, written: string, readable: string | undefined]>([
    [{}, 'call=clone3', 'call=clone3'],
    [{ call: '', image: 'ubuntu:22.04' }, 'call=&image=ubuntu:22.04', 'call=&image=ubuntu:22.04'],
    [{ image: 'glibc 2.35' }, 'call=clone3&image=glibc%202.35', 'call=clone3&image=glibc%202.35'],
    [{ arch: 'SCMP_ARCH_AARCH64' }, 'call=clone3&arch=aarch64', 'call=clone3&arch=aarch64'],
    [{ stack: 'docker-20.10.9' }, 'call=clone3&stack=docker-20.10.9', 'call=clone3&stack=docker-20.10.9'],
    [{ call: 'mkdir', profile: PROFILE }, `call=mkdir&profile.z=${PACKED}`, undefined],
  ])('%j', async (differs, written, readable) => {
    const link = { ...STACK_TABLE_DEFAULTS, ...differs };
    expect([await writeStackTableLink(link), readableStackTableLink(link)]).toEqual([written, readable]);
    expect((await readStackTableLink(written)).value).toEqual(link);
  });
});
