import { describe, expect, test } from 'vitest';
import type { Arch } from '../../../../src/engine/linux/index.ts';
import { compile, disassemble, type Program, type Runtime } from '../../../../src/engine/seccomp/index.ts';
import { filterOf, profileText } from '../inline.ts';
import { filterFrom } from '../presets.ts';
import { instructions, listingOf, program } from './listing.ts';

/** "3 jeq #0x1, 5, 4 ; the number is 1 (write)?" */
const lines = (made: Program) =>
  disassemble(made).map(({ offset, text, comment }) => `${offset} ${text}${comment === '' ? '' : ` ; ${comment}`}`);

function compiled(words: string, target: { arch?: Arch; runtime?: Runtime } = {}): Program {
  const filter = filterOf(words, target);
  const made = typeof filter === 'string' ? undefined : compile(filter).value;
  if (made === undefined) throw new Error(`no program: ${words}`);
  return made;
}

test('x32 without its ABI in the filter, the ENOSYS stub, comparisons that two ABIs share', () => {
  expect(lines(compiled('errno[x86_64+x86]: allow read socket arg0==40'))).toEqual([
    '0 ld [4] ; the architecture',
    '1 jeq #0xc000003e, 2, 12 ; the architecture is x86_64 or x32?',
    '2 ld [0] ; the number',
    '3 jge #0x40000000, 9, 4 ; the number is x32’s 0 (read) or above?',
    '4 jge #0x29, 6, 5 ; the number is 41 (socket) or above?',
    '5 jge #0x1, 20, 7 ; the number is 1 (write) or above?',
    '6 jge #0x2a, 16, 7 ; the number is 42 (connect) or above?',
    '7 ld [20] ; argument 0’s upper half',
    '8 jeq #0x0, 18, 20 ; argument 0’s upper half is 0?',
    '9 jge #0xc0000000, 11, 10 ; the number is x32’s 2147483648 or above?',
    '10 jge #0x80000000, 16, 13 ; the number is x32’s 1073741824 or above?',
    '11 jge #0xffffffff, 20, 13 ; the number is -1 or above?',
    '12 jeq #0x40000003, 14, 13 ; the architecture is 32-bit x86?',
    '13 ret #0x0 ; KILL_THREAD, not an architecture of the filter',
    '14 ld [0] ; the number',
    '15 jge #0x4, 16, 17 ; the number is 4 (write) or above?',
    '16 ret #0x50026 ; ERRNO 38 (ENOSYS), above the highest number that the profile names',
    '17 jge #0x3, 18, 20 ; the number is 3 (read) or above?',
    '18 ld [16] ; argument 0’s lower half',
    '19 jeq #0x28, 21, 20 ; argument 0’s lower half is 40?',
    '20 ret #0x50001 ; ERRNO 1 (EPERM), the default action',
    '21 ret #0x7fff0000 ; ALLOW',
  ]);
});

test('masks', () => {
  const target = { arch: 'SCMP_ARCH_AARCH64', runtime: 'libseccomp' } as const;
  expect(lines(compiled('allow: kill personality arg1&0xff==3', target))).toEqual([
    '0 ld [4] ; the architecture',
    '1 jeq #0xc00000b7, 3, 2 ; the architecture is aarch64?',
    '2 ret #0x0 ; KILL_THREAD, not an architecture of the filter',
    '3 ld [0] ; the number',
    '4 jeq #0x5c, 5, 11 ; the number is 92 (personality)?',
    '5 ld [28] ; argument 1’s upper half',
    '6 and #0x0 ; keeps the bits 0x0 of argument 1’s upper half',
    '7 jeq #0x0, 8, 11 ; argument 1’s upper half & 0x0 is 0?',
    '8 ld [24] ; argument 1’s lower half',
    '9 and #0xff ; keeps the bits 0xff of argument 1’s lower half',
    '10 jeq #0x3, 12, 11 ; argument 1’s lower half & 0xff is 3?',
    '11 ret #0x7fff0000 ; ALLOW, the default action',
    '12 ret #0x0 ; KILL_THREAD',
  ]);
});

test.each<[Arch, string]>([
  ['SCMP_ARCH_X86_64', '0 ret #0x50059 ; ERRNO 89 (EDESTADDRREQ)'],
  ['SCMP_ARCH_MIPS', '0 ret #0x50059 ; ERRNO 89 (ENOSYS)'],
])('error numbers have the names of %s', (arch, line) => {
  expect(lines(program('ret #0x50059', arch))).toEqual([line]);
});

test('x32 and x86_64', () => {
  expect(lines(compiled('errno[x86_64+x32]: allow write', { runtime: 'libseccomp' }))).toEqual([
    '0 ld [4] ; the architecture',
    '1 jeq #0xc000003e, 3, 2 ; the architecture is x86_64 or x32?',
    '2 ret #0x0 ; KILL_THREAD, not an architecture of the filter',
    '3 ld [0] ; the number',
    '4 jeq #0x1, 7, 5 ; the number is 1 (write)?',
    '5 jeq #0x40000001, 7, 6 ; the number is x32’s 1 (write)?',
    '6 ret #0x50001 ; ERRNO 1 (EPERM), the default action',
    '7 ret #0x7fff0000 ; ALLOW',
  ]);
});

test('a program that was not compiled here, and where what is loaded depends on the way', () => {
  const listing = 'ld [0] / jeq #0x1, 2, 3 / ld [16] / jgt #0x1000, 4, 5 / ret a / ret #0x7fc00000';
  expect(lines(program(listing))).toEqual([
    '0 ld [0] ; the number',
    '1 jeq #0x1, 2, 3 ; the number is 1?',
    '2 ld [16] ; argument 0’s lower half',
    '3 jgt #0x1000, 4, 5 ; the accumulator is above 0x1000?',
    '4 ret a',
    '5 ret #0x7fc00000 ; USER_NOTIF',
  ]);
});

test('instructions that libseccomp never writes', () => {
  const listing =
    'ld [12] / st M[2] / ldx M[2] / add x / tax / jset #0x3, 6, 7 / ja 8 / ret #0x30000 / ret #0x7ff00007 / ret #0x50fff';
  expect(lines(program(listing))).toEqual([
    '0 ld [12] ; the instruction pointer’s upper half',
    '1 st M[2]',
    '2 ldx M[2]',
    '3 add x',
    '4 tax',
    '5 jset #0x3, 6, 7 ; the accumulator has a bit of 0x3?',
    '6 ja 8',
    '7 ret #0x30000 ; TRAP',
    '8 ret #0x7ff00007 ; TRACE 7',
    '9 ret #0x50fff ; never reached',
  ]);
});

/** "7 jeq #0x28, 9, 8: x86_64 0-40, x86 3: read socket": a line, the calls that come by it, the names in the rules that it serves. */
function origins(words: string, target: { arch?: Arch; runtime?: Runtime }): string[] {
  const text = profileText(words);
  return disassemble(compiled(words, target)).map(({ offset, text: mnemonic, origin }) => {
    const calls = origin?.calls.map(({ arch, first, last }) => {
      const numbers = [first, last].map((number) => (number < 4096 ? String(number) : `0x${number.toString(16)}`));
      return `${arch.slice('SCMP_ARCH_'.length).toLowerCase()} ${[...new Set(numbers)].join('-')}`;
    });
    const rules = origin?.rules.map(({ nameSpan }) => text.slice(nameSpan?.start, nameSpan?.end).replaceAll('"', ''));
    return [`${offset} ${mnemonic}`, calls?.join(', '), rules?.join(' '), origin?.because].filter(Boolean).join(': ');
  });
}

describe('a line', () => {
  test('knows its calls, its rules, and why it answers', () => {
    const words = 'errno[x86_64+x86]: allow write personality arg0==8 | errno=5 personality arg0==9';
    expect(origins(words, { runtime: 'libseccomp' })).toEqual([
      '0 ld [4]',
      '1 jeq #0xc000003e, 2, 11: x86_64 0-0x3fffffff, x32 0x40000000-0xffffffff',
      '2 ld [0]: x86_64 0-0x3fffffff, x32 0x40000000-0xffffffff',
      '3 jge #0xffffffff, 22, 4: x86_64 0-0x3fffffff, x32 0x40000000-0xffffffff',
      '4 jge #0x40000000, 12, 5: x86_64 0-0x3fffffff, x32 0x40000000-0xfffffffe',
      '5 jeq #0x1, 9, 6: x86_64 1: write',
      '6 jeq #0x87, 7, 22: x86_64 135: personality personality',
      '7 ld [20]: x86_64 135: personality personality',
      '8 jeq #0x0, 16, 22: x86_64 135: personality personality',
      '9 ld [20]: x86_64 1: write',
      '10 jeq #0x0, 20, 22: x86_64 1: write',
      '11 jeq #0x40000003, 13, 12: x86 0-0xffffffff',
      '12 ret #0x0: x32 0x40000000-0xfffffffe: foreign-architecture',
      '13 ld [0]: x86 0-0xffffffff',
      '14 jeq #0x4, 20, 15: x86 4: write',
      '15 jeq #0x88, 16, 22: x86 136: personality personality',
      '16 ld [16]: x86_64 135, x86 136: personality',
      '17 jeq #0x9, 18, 19: x86_64 135, x86 136: personality',
      '18 ret #0x50005: x86_64 135, x86 136: personality: rule',
      '19 jeq #0x8, 23, 22: x86_64 135, x86 136: personality',
      '20 ld [16]: x86_64 1, x86 4: write',
      '21 jeq #0x8, 23, 22: x86_64 1, x86 4: write',
      '22 ret #0x50001: x86_64 0-0x3fffffff, x32 0xffffffff, x86 0-0xffffffff: default-action',
      '23 ret #0x7fff0000: x86_64 1, x86_64 135, x86 4, x86 136: write personality: rule',
    ]);
  });

  test('has the lines that its jump leads to', () => {
    const jumps = disassemble(program('ld [0] / jeq #0x1, 2, 3 / ja 3 / ret #0x0')).map(({ jump }) => jump);
    expect(jumps).toEqual([undefined, { whenTrue: 2, whenFalse: 3 }, { always: 3 }, undefined]);
  });

  test('can be read back', () => {
    const made = compile(filterFrom('docker-26.1 x86_64')).value;
    expect(instructions(made === undefined ? '' : listingOf(made))).toEqual(made?.instructions);
  });
});
