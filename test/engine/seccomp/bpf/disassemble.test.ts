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
    '1 jeq #0xc000003e, 6, 2 ; the architecture is x86_64 or x32?',
    '2 jeq #0x40000003, 3, 19 ; the architecture is 32-bit x86?',
    '3 ld [0] ; the number',
    '4 jge #0x3, 5, 16 ; the number is 3 (read) or above?',
    '5 jeq #0x3, 12, 18 ; the number is 3 (read)?',
    '6 ld [0] ; the number',
    '7 jge #0x1, 8, 10 ; the number is 1 (write) or above?',
    '8 jge #0x29, 9, 16 ; the number is 41 (socket) or above?',
    '9 jge #0x2a, 15, 10 ; the number is 42 (connect) or above?',
    '10 ld [20] ; argument 0’s upper half',
    '11 jeq #0x0, 12, 16 ; argument 0’s upper half is 0?',
    '12 ld [16] ; argument 0’s lower half',
    '13 jeq #0x28, 14, 16 ; argument 0’s lower half is 40?',
    '14 ret #0x7fff0000 ; ALLOW',
    '15 jge #0xffffffff, 16, 17 ; the number is -1 or above?',
    '16 ret #0x50001 ; ERRNO 1 (EPERM), the default action',
    '17 jset #0x40000000, 19, 18 ; the number has a bit of 0x40000000?',
    '18 ret #0x50026 ; ERRNO 38 (ENOSYS), above the highest number that the profile names',
    '19 ret #0x0 ; KILL_THREAD, not an architecture of the filter',
  ]);
});

test('masks', () => {
  const target = { arch: 'SCMP_ARCH_AARCH64', runtime: 'libseccomp' } as const;
  expect(lines(compiled('allow: kill personality arg1&0xff==3', target))).toEqual([
    '0 ld [4] ; the architecture',
    '1 jeq #0xc00000b7, 2, 8 ; the architecture is aarch64?',
    '2 ld [0] ; the number',
    '3 jeq #0x5c, 4, 7 ; the number is 92 (personality)?',
    '4 ld [24] ; argument 1’s lower half',
    '5 and #0xff ; keeps the bits 0xff of argument 1’s lower half',
    '6 jeq #0x3, 8, 7 ; argument 1’s lower half & 0xff is 3?',
    '7 ret #0x7fff0000 ; ALLOW, the default action',
    '8 ret #0x0 ; KILL_THREAD, not an architecture of the filter or by a rule',
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
    return [`${offset} ${mnemonic}`, calls?.join(', '), rules?.join(' '), origin?.because.join('+')]
      .filter(Boolean)
      .join(': ');
  });
}

describe('a line', () => {
  test('knows its calls, its rules, and why it answers', () => {
    const words = 'errno[x86_64+x86]: allow write personality arg0==8 | errno=5 personality arg0==9';
    expect(origins(words, { runtime: 'libseccomp' })).toEqual([
      '0 ld [4]',
      '1 jeq #0xc000003e, 6, 2: x86_64 0-0x3fffffff, x32 0x40000000-0xffffffff',
      '2 jeq #0x40000003, 3, 22: x86 0-0xffffffff',
      '3 ld [0]: x86 0-0xffffffff',
      '4 jeq #0x4, 18, 5: x86 0-0xffffffff',
      '5 jeq #0x88, 12, 23: x86 0-3, x86 5-0xffffffff',
      '6 ld [0]: x86_64 0-0x3fffffff, x32 0x40000000-0xffffffff',
      '7 jge #0x40000000, 21, 8: x86_64 0-0x3fffffff, x32 0x40000000-0xffffffff',
      '8 jeq #0x1, 16, 9: x86_64 0-0x3fffffff',
      '9 jeq #0x87, 10, 23: x86_64 0, x86_64 2-0x3fffffff',
      '10 ld [20]: x86_64 135: personality personality',
      '11 jeq #0x0, 12, 23: x86_64 135: personality personality',
      '12 ld [16]: x86_64 135, x86 136: personality personality',
      '13 jeq #0x8, 20, 14: x86_64 135, x86 136: personality personality',
      '14 jeq #0x9, 15, 23: x86_64 135, x86 136: personality personality',
      '15 ret #0x50005: x86_64 135, x86 136: personality: rule',
      '16 ld [20]: x86_64 1: write',
      '17 jeq #0x0, 18, 23: x86_64 1: write',
      '18 ld [16]: x86_64 1, x86 4: write',
      '19 jeq #0x8, 20, 23: x86_64 1, x86 4: write',
      '20 ret #0x7fff0000: x86_64 1, x86_64 135, x86 4, x86 136: write personality: rule',
      '21 jeq #0xffffffff, 23, 22: x32 0x40000000-0xffffffff',
      '22 ret #0x0: x32 0x40000000-0xfffffffe: foreign-architecture',
      '23 ret #0x50001: x86_64 0-0x3fffffff, x32 0xffffffff, x86 0-0xffffffff: default-action',
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
