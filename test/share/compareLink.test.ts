import { describe, expect, test } from 'vitest';
import {
  COMPARE_LINK_DEFAULTS,
  type CompareLink,
  readCompareLink,
  writeCompareLink,
} from '../../src/share/compareLink.ts';

// deflate-raw of {"defaultAction":"SCMP_ACT_ALLOW"}
const PACKED = 'q1ZKSU1LLM0pcUwuyczPU7JSCnb2DYh3dA6Jd_Tx8Q9XqgUA';
const text = '{"defaultAction":"SCMP_ACT_ALLOW"}';
const preset = (name: string) => ({ preset: name });

test('a link without keys means what it meant when such links began', () => {
  expect(COMPARE_LINK_DEFAULTS).toEqual({
    before: { preset: 'docker-26.1' },
    after: { preset: 'docker-29.9.0' },
    stack: undefined,
    afterStack: undefined,
    arch: 'SCMP_ARCH_X86_64',
    at: undefined,
  });
});

describe('a link that cannot be read opens the defaults and says what was wrong', () => {
  test.each<[fragment: string, message: string]>([
    [
      '#profile=docker-26.1',
      'This link has a key “profile” that this page does not know. It changes nothing here, and stays in the link.',
    ],
    ['#arch=z80', 'This link has “arch=z80”; the value must be an architecture such as x86_64 or aarch64.'],
    [
      '#stack=docker-1.13',
      'This link has “stack=docker-1.13”; the value must be the name of a stack such as docker-26.1.',
    ],
    [
      '#after-stack=29.9',
      'This link has “after-stack=29.9”; the value must be the name of a stack such as docker-26.1.',
    ],
    ['#before.z=AAAA', 'The text in this link can’t be read: it is cut off or altered.'],
    [
      '#after=%E0%A4%A',
      '“after=%E0%A4%A” in this link can’t be read: write key=value with percent-encoding as in a URL.',
    ],
  ])('%s', async (fragment, message) => {
    const { value, diagnostics } = await readCompareLink(fragment);
    expect([value, diagnostics.map((each) => each.message)]).toEqual([COMPARE_LINK_DEFAULTS, [message]]);
  });
});

describe('a link says what is compared, and is read back', () => {
  test.each<[Partial<CompareLink>, written: string]>([
    [{}, 'before=docker-26.1&after=docker-29.9.0'],
    [{ before: preset('podman-5.4') }, 'before=podman-5.4&after=docker-29.9.0'],
    [{ after: preset('docker-29.9') }, 'before=docker-26.1&after=docker-29.9'],
    [{ before: { text } }, `before.z=${PACKED}&after=docker-29.9.0`],
    [{ before: { text }, after: { text } }, `before.z=${PACKED}&after.z=${PACKED}`],
    [
      { after: preset('docker-26.1'), stack: 'docker-20.10.24', afterStack: 'docker-29.9' },
      'before=docker-26.1&after=docker-26.1&stack=docker-20.10.24&after-stack=docker-29.9',
    ],
    [{ arch: 'SCMP_ARCH_AARCH64' }, 'before=docker-26.1&after=docker-29.9.0&arch=aarch64'],
    // where one stands in the ten years; alone, with what links began with
    [{ at: 'docker-29.4' }, 'at=docker-29.4'],
    [
      { before: preset('docker-29.4.2'), after: preset('docker-29.4'), at: 'docker-29.4' },
      'before=docker-29.4.2&after=docker-29.4&at=docker-29.4',
    ],
  ])('%j', async (differs, written) => {
    const link = { ...COMPARE_LINK_DEFAULTS, ...differs };
    expect([await writeCompareLink(link), (await readCompareLink(`#${written}`)).value]).toEqual([written, link]);
  });
});

test('a damaged text gives way to the name beside it', async () => {
  expect((await readCompareLink('before.z=AAAA&before=podman-5.4')).value.before).toEqual(preset('podman-5.4'));
});
