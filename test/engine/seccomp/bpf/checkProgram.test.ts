import { describe, expect, test } from 'vitest';
import { checkProgram, type Instruction } from '../../../../src/engine/seccomp/index.ts';
import { instructions } from './listing.ts';

const messages = (program: readonly Instruction[]) => checkProgram(program).map(({ message }) => message);

describe('what the kernel takes', () => {
  test.each([
    'ret #0x7fff0000',
    'ret a',
    'ld [60] / ret a',
    'ld #len / ldx #len / ret #0x0',
    'ld #0x5 / st M[15] / ldx M[15] / txa / ret a',
    'lsh #0x1f / rsh x / div x / neg / ret #0x0',
    'jeq #0x1, 1, 2 / st M[3] / ret #0x0',
    'ja 2 / ld M[3] / ret #0x0',
  ])('%s', (listing) => {
    expect(messages(instructions(listing))).toEqual([]);
  });

  test('4096 instructions', () => {
    expect(messages(Array(4096).fill({ code: 0x06, jt: 0, jf: 0, k: 0 }))).toEqual([]);
  });
});

describe('what it refuses', () => {
  test.each([
    ['ld [64] / ret #0x0', 'Instruction 0: Found a load from 64, expected a multiple of 4 below 64.'],
    ['ld [2] / ret #0x0', 'Instruction 0: Found a load from 2, expected a multiple of 4 below 64.'],
    ['ld [0]', 'Instruction 0: The program does not end with a RET.'],
    [
      'ja 1',
      'Instruction 0: Found a jump over 0 instructions, expected fewer than 0.',
      'Instruction 0: The program does not end with a RET.',
    ],
    ['jeq #0x1, 1, 2 / ret #0x0', 'Instruction 0: Found a jump over 1 instructions, expected fewer than 1.'],
    ['ja 4294967295 / ret #0x0', 'Instruction 0: Found a jump over 4294967294 instructions, expected fewer than 1.'],
    ['div #0x0 / ret #0x0', 'Instruction 0: Found a division by 0, expected another number.'],
    ['lsh #0x20 / ret #0x0', 'Instruction 0: Found a shift by 32 bits, expected at most 31.'],
    ['st M[16] / ret #0x0', 'Instruction 0: Found the memory word 16, expected 0 to 15.'],
    ['ld M[1] / ret #0x0', 'Instruction 0: Found a load of memory word 1, expected a store to it before.'],
    [
      'jeq #0x1, 1, 2 / st M[3] / ld M[3] / ret #0x0',
      'Instruction 2: Found a load of memory word 3, expected a store to it before.',
    ],
  ])('%s', (listing, ...problems) => {
    expect(messages(instructions(listing))).toEqual(problems);
  });

  test.each([0x28, 0x30, 0x40, 0x48, 0x50, 0xb1, 0x94, 0x9c, 0x35 | 0x100, 0xffff])('code 0x%s', (code) => {
    expect(messages([{ code, jt: 0, jf: 0, k: 4 }, ...instructions('ret #0x0')])).toEqual([
      `Instruction 0: Found the code 0x${code.toString(16)}, expected one that a seccomp filter may have.`,
    ]);
  });

  test.each([0, 4097])('%s instructions', (count) => {
    expect(messages(Array(count).fill({ code: 0x06, jt: 0, jf: 0, k: 0 }))).toEqual([
      `The program has ${count} instructions; the kernel takes 1 to 4096.`,
    ]);
  });
});
