import { describe, expect, test } from 'vitest';
import { parseCall, run } from '../../../../src/engine/seccomp/index.ts';
import { program } from './listing.ts';

function ran(listing: string, call = 'read') {
  const parsed = parseCall(call, 'SCMP_ARCH_X86_64').value;
  if (parsed === undefined) throw new Error(`no call: ${call}`);
  return run(program(listing), parsed);
}

/** The answer, then each step: its line, what the accumulator holds after it, "yes" or "no" for a comparison. */
function inWords(listing: string, call?: string): string {
  const { action, data, steps } = ran(listing, call);
  const words = steps.map(({ index, accumulator, taken }) => {
    const compared = taken === undefined ? '' : taken ? ' yes' : ' no';
    return `${index} ${accumulator.toString(16)}${compared}`;
  });
  return [data === 0 ? action : `${action} ${data}`, ...words].join(', ');
}

describe('a program over a call', () => {
  const socketOnly =
    'ld [4] / jeq #0xc000003e, 2, 5 / ld [0] / jge #0x29, 4, 5 / jgt #0x29, 5, 6 / ret #0x0 / ret #0x7fff0000';
  test.each([
    ['ret #0x7fff0000', 'read', 'ALLOW, 0 0'],
    [socketOnly, 'socket', 'ALLOW, 0 c000003e, 1 c000003e yes, 2 29, 3 29 yes, 4 29 no, 6 29'],
    [socketOnly, 'connect', 'KILL_THREAD, 0 c000003e, 1 c000003e yes, 2 2a, 3 2a yes, 4 2a yes, 5 2a'],
    [socketOnly, 'read', 'KILL_THREAD, 0 c000003e, 1 c000003e yes, 2 0, 3 0 no, 5 0'],
    [socketOnly, 'x86: socket', 'KILL_THREAD, 0 40000003, 1 40000003 no, 5 40000003'],
    [
      'ld [0] / jset #0x40000000, 2, 3 / ret #0x50026 / ret #0x50001',
      'x32: read',
      'ERRNO 38, 0 40000000, 1 40000000 yes, 2 40000000',
    ],
    ['ld [0] / jset #0x40000000, 2, 3 / ret #0x50026 / ret #0x50001', 'read', 'ERRNO 1, 0 0, 1 0 no, 3 0'],
    ['ja 2 / ret #0x0 / ret #0x7ffc0000', 'read', 'LOG, 0 0, 2 0'],
    ['ld [16] / ret a', 'read(0x1122334455667788)', 'KILL_PROCESS 30600, 0 55667788, 1 55667788'],
    ['ld [20] / ret a', 'read(0x1122334455667788)', 'KILL_PROCESS 13124, 0 11223344, 1 11223344'],
    ['ld [56] / ret #0x7ff00005', '999(0,1,2,3,4,5)', 'TRACE 5, 0 5, 1 5'],
    ['ld [8] / ld [0] / ret #0x30000', '-1', 'TRAP, 0 0, 1 ffffffff, 2 ffffffff'],
  ])('%s: %s', (listing, call, words) => {
    expect(inWords(listing, call)).toBe(words);
  });
});

describe('each instruction, in 32 bits', () => {
  test.each([
    ['ld #0x7 / add #0xffffffff / ret a', '7 6 6'],
    ['ld #0x1 / sub #0x2 / ret a', '1 ffffffff ffffffff'],
    ['ld #0xffffffff / mul #0xffffffff / ret a', 'ffffffff 1 1'],
    ['ld #0xffffffff / div #0x10 / ret a', 'ffffffff fffffff fffffff'],
    ['ld #0xf0000000 / or #0xf / ret a', 'f0000000 f000000f f000000f'],
    ['ld #0xffffffff / and #0x80000001 / ret a', 'ffffffff 80000001 80000001'],
    ['ld #0xffffffff / xor #0xf / ret a', 'ffffffff fffffff0 fffffff0'],
    ['ld #0x3 / lsh #0x1f / ret a', '3 80000000 80000000'],
    ['ld #0x80000000 / rsh #0x1f / ret a', '80000000 1 1'],
    ['ld #0x1 / neg / ret a', '1 ffffffff ffffffff'],
    ['ldx #0x5 / ld #0x3 / add x / ret a', '0 3 8 8'],
    ['ldx #0x5 / ld #0x11 / div x / ret a', '0 11 3 3'],
    ['ldx #0x21 / ld #0x1 / lsh x / ret a', '0 1 2 2'],
    ['ld #0x9 / tax / ld #0x0 / txa / ret a', '9 9 0 9 9'],
    ['ld #0x9 / st M[15] / ld #0x0 / ld M[15] / ret a', '9 9 0 9 9'],
    ['ldx #0x9 / stx M[0] / ldx #0x0 / ldx M[0] / txa / ret a', '0 0 0 0 9 9'],
    ['ld #len / ret a', '40 40'],
    ['ldx #len / txa / ret a', '0 40 40'],
    ['ldx #0x2 / ld #0x2 / jeq x, 3, 4 / ret #0x1 / ret #0x2', '0 2 2 2'],
    ['ldx #0x0 / ld #0x1 / div x / ret #0x7fff0000', '0 1 1'],
  ])('%s', (listing, accumulators) => {
    const { steps } = ran(listing);
    expect(steps.map(({ accumulator }) => accumulator.toString(16)).join(' ')).toBe(accumulators);
  });

  test('a division by an index register of 0 ends the program with 0', () => {
    expect(ran('ldx #0x0 / ld #0x1 / div x / ret #0x7fff0000')).toMatchObject({ action: 'KILL_THREAD', data: 0 });
  });
});

test('steps tell where they go', () => {
  expect(ran('ld [0] / jeq #0x0, 3, 2 / ret #0x0 / ja 4 / ret #0x50002').steps).toEqual([
    { index: 0, accumulator: 0, next: 1 },
    { index: 1, accumulator: 0, taken: true, next: 3 },
    { index: 3, accumulator: 0, next: 4 },
    { index: 4, accumulator: 0 },
  ]);
});
