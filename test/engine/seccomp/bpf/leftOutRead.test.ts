import { expect, test } from 'vitest';
import { leftOutRead, run } from '../../../../src/engine/seccomp/bpf/index.ts';
import { parseCall } from '../../../../src/engine/seccomp/index.ts';
import { program } from './listing.ts';

const BOTH = 'ld [16] / ld [20] / ld [24] / ret #0x0';

test.each<[listing: string, call: string, arguments_: number[]]>([
  [BOTH, 'clone', [0, 1]],
  [BOTH, 'clone(0)', [1]],
  [BOTH, 'clone(.., 1)', [0]],
  [BOTH, 'clone(0, 0)', []],
  ['ld [0] / ret #0x0', 'clone', []],
  ['ld [0] / jeq #0x38, 2, 3 / ret #0x0 / ld [16] / ret #0x0', 'clone', []],
])('%s, %s: %j', (listing, text, expected) => {
  const made = program(listing);
  const call = parseCall(text, 'SCMP_ARCH_X86_64').value ?? expect.fail('no call');
  expect(leftOutRead(made, call, run(made, call))).toEqual(expected);
});
