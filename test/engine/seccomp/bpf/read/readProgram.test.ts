import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Arch } from '../../../../../src/engine/linux/index.ts';
import {
  base64Text,
  cArray,
  encode,
  hexText,
  type Instruction,
  listing,
  type Program,
  readProgram,
} from '../../../../../src/engine/seccomp/bpf/index.ts';
import { filterOfProfile, programOf } from '../filters.ts';

/**
 * `every.c` holds one instruction of each kind. What real tools show of it: scmp_bpf_disasm of libseccomp 2.6.0-2 (Debian's source, tools/), strace 6.13 of
 * Debian 13 with -v, -X verbose and -X raw, and without -v; PFC is of python3-seccomp 2.6.0.
 */
const recorded = (name: string) => readFileSync(new URL(`recorded/${name}`, import.meta.url), 'utf8');
const EVERY = Buffer.from(recorded('every.base64'), 'base64');
const every = readProgram(new Uint8Array(EVERY)).value;

/** As lib/seccomp-tools/disasm/disasm.rb and bpf.rb of seccomp-tools print it, whose words this reader passes over. */
const SECCOMP_TOOLS = ` line  CODE  JT   JF      K
=================================
 0000: 0x20 0x00 0x00 0x00000004  A = arch
 0001: 0x15 0x00 0x02 0xc000003e  if (A != ARCH_X86_64) goto 0004
 0002: 0x20 0x00 0x00 0x00000000  A = sys_number
 0003: 0x15 0x00 0x01 0x0000003b  if (A != execve) goto 0005
 0004: 0x06 0x00 0x00 0x00000000  return KILL
 0005: 0x06 0x00 0x00 0x7fff0000  return ALLOW
`;

const NAMES = `#include <linux/filter.h>
#define X32 0x40000000
static struct sock_filter filter[] = {
  /* the machine */
  BPF_STMT(BPF_LD + BPF_W + BPF_ABS, (offsetof(struct seccomp_data, arch))),
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_AARCH64, 1, 0), // or die
  BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
  BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1]) + 4),
  { BPF_JMP | BPF_JSET, 0, 1, 1U << 31 },
  { .code = BPF_RET, .k = SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA) },
  { 0x06, 0, 0, 0x7fff0000 },
};
int main(void) { return 0; }
`;

test.each<[name: string, text: string, format: string]>([
  ['scmp_bpf_disasm', recorded('scmp_bpf_disasm.txt'), 'scmp_bpf_disasm'],
  ['strace -v', recorded('strace.txt'), 'strace'],
  ['strace -v -X verbose', recorded('strace-verbose.txt'), 'strace'],
  ['strace -v -X raw', recorded('strace-raw.txt'), 'strace'],
  ['C with macros', recorded('every.c'), 'c'],
  ['base64', recorded('every.base64'), 'base64'],
  ['xxd -p', EVERY.toString('hex').replace(/.{60}/g, '$&\n'), 'hex'],
  ['a string of C', `"${EVERY.toString('hex').replace(/../g, '\\x$&')}"`, 'hex'],
])('what %s shows of every instruction is the same program', (_, text, format) => {
  const { value, diagnostics } = readProgram(text);
  expect({ ...value, diagnostics }).toEqual({ ...every, format, diagnostics: [] });
});

test.each<[name: string, text: string, format: string, arch: Arch, instructions: string]>([
  [
    'seccomp-tools',
    SECCOMP_TOOLS,
    'seccomp-tools',
    'SCMP_ARCH_X86_64',
    '20 0 0 4 / 15 0 2 c000003e / 20 0 0 0 / 15 0 1 3b / 6 0 0 0 / 6 0 0 7fff0000',
  ],
  [
    'names of headers',
    NAMES,
    'c',
    'SCMP_ARCH_AARCH64',
    '20 0 0 4 / 15 1 0 c00000b7 / 6 0 0 80000000 / 20 0 0 1c / 45 0 1 80000000 / 6 0 0 50001 / 6 0 0 7fff0000',
  ],
  [
    'an array without a declaration',
    '{ 0x20, 0, 0, 4 },\n{ 6, 0, 0, 0x7fff0000 }',
    'c',
    'SCMP_ARCH_X86_64',
    '20 0 0 4 / 6 0 0 7fff0000',
  ],
  [
    'big-endian hex',
    '0020 0000 00000004 0015 0000 80000016 0006 0000 7fff0000',
    'hex',
    'SCMP_ARCH_S390X',
    '20 0 0 4 / 15 0 0 80000016 / 6 0 0 7fff0000',
  ],
])('%s', (_, text, format, arch, instructions) => {
  const { value, diagnostics } = readProgram(text);
  expect({
    format: value?.format,
    arch: value?.program.arch,
    instructions: shown(value?.program),
    refusals: value?.refusals,
    diagnostics,
  }).toEqual({
    ...{ format, arch, instructions, refusals: [], diagnostics: [] },
  });
});

test.each<[text: string, problems: string]>([
  ['', 'bpf-none at none'],
  ['  \n', 'bpf-none at none'],
  [recorded('pfc.txt'), 'bpf-pfc at 2:1'],
  ['{ "defaultAction": "SCMP_ACT_ALLOW" }', 'bpf-profile at 1:1'],
  ['What is this?', 'bpf-format at 1:1'],
  [recorded('strace-abbreviated.txt'), 'bpf-strace-address at 1:38'],
  ['{len=2, filter=[BPF_STMT(BPF_RET|BPF_K, SECCOMP_RET_ALLOW), ...', 'bpf-strace-cut at 1:2'],
  ['20 00 00 00 04 00 00', 'bpf-bytes at 1:1'],
  ['20 00 00 0', 'bpf-hex at 1:10'],
  ['IAAAAAA', 'bpf-bytes at 1:1'],
  ['IAAAA', 'bpf-base64 at 1:1'],
  [' 0000: 0x20 0x00 0x00 0x00000004  A = arch\n 0002: 0x06 0x00 0x00 0x00000000  return KILL', 'bpf-order at 2:2'],
  [' 0000: 0x20 0x00 0x00 0x00000004\n 0001: 0x06 0x100 0x00 0x00000000', 'bpf-row at 2:2'],
  [' 0000: 0x20 0x00 0x00 0x00000004\nso far\n 0001: 0x06 0x00 0x00 0x00000000', 'bpf-row at 2:1'],
  [' 0000: 0x06 0x00 0x00 0x7fff0000  ret ALLOW\n 0001: 0x06 0x00', 'bpf-row at 2:2'],
  [' 0000: 0x06 0x00 0x00 0x7fff0000  ret ALLOW\n 0001:', 'bpf-row at 2:2'],
  // cut within a constant, or a column
  [' 0000: 0x20 0x00 0x00 0x00000004\n 0001: 0x06 0x00 0x00 0x7fff', 'bpf-row at 2:2'],
  [' 0000: 0x20 0x00 0x00 0x0000000\n 0001: 0x06 0x00 0x00 0x7fff000', 'bpf-row at 1:2, bpf-row at 2:2'],
  [' 0000: 0x20 0x00 0x0 0x00000004\n 0001: 0x06 0x00 0x00 0x7fff0000', 'bpf-row at 1:2'],
  ['0  ld [0]  ; the number\n1  ret #0x0  ; KILL_THREAD\n2  ret #0x7fff', 'bpf-listing at 3:1'],
  ['static struct sock_filter filter[] = {\n  { 0x06, 0, 0, 0x7fff0000 },', 'bpf-c-cut at 1:15'],
  ['static struct sock_filter filter[] = {\n  { 0x06, 0, 0, 0x7fff', 'bpf-c-element at 2:3'],
  ['BgAAAAAA/3+', 'bpf-base64 at 1:1'],
  [' 0000: 0x20 0x00\n 0001: 0x06 0x00 0x00 0x7fff0000  ret ALLOW', 'bpf-row at 1:2, bpf-order at 2:2'],
  ['0  ld [0]\n1  jmp 4\n2  ret #0x0', 'bpf-listing at 2:1'],
  ['0  ld [0]\n2  ret #0x0', 'bpf-order at 2:1'],
  ['BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_YES),\nALLOW(read)', 'bpf-c-name at 1:27, bpf-c-element at 2:1'],
  ['BPF_JUMP(BPF_JMP | BPF_JEQ, 1, 256, 0)', 'bpf-c-range at 1:32'],
  ['{ 6, 0, 0, 08 }', 'bpf-c-name at 1:12'],
  ['{ 6, 0, 0, 1 | 1 << 40 }', 'bpf-c-name at 1:18'],
  ['{ 6, 0, 0, 1 >> -1 }', 'bpf-c-name at 1:14'],
  [`{ 6, 0, 0, ${'('.repeat(101)}1${')'.repeat(101)} }`, 'bpf-c-name at 1:112'],
  [`BPF_STMT(BPF_RET, ${'~'.repeat(100_000)}0)`, 'bpf-c-name at 1:119'],
  ['BPF_STMT(BPF_RET)', 'bpf-c-element at 1:1'],
  ['BPF_STMT(BPF_RET, (1)', 'bpf-c-element at 1:1'],
])('%j is told', (text, problems) => {
  const { value, diagnostics } = readProgram(text);
  expect({
    value,
    problems: diagnostics
      .map(({ code, span }) => `${code} at ${span ? `${span.line}:${span.column}` : 'none'}`)
      .join(', '),
  }).toEqual({
    ...{ value: undefined, problems },
  });
  expect(diagnostics.every(({ hint }) => hint !== undefined)).toBe(true);
});

test.each<[field: string, value: number]>([
  ['0177', 127],
  ['00', 0],
  ['017U | 0x10', 31],
  ['1 << 31', 0x80000000],
  ['~0 >> 31', 1],
  [`${'('.repeat(100)}7${')'.repeat(100)}`, 7],
  [`${'~'.repeat(100)}7`, 7],
])('%s is what C makes of it', (field, value) => {
  expect(shown(readProgram(`{06,0,0,${field}}`).value?.program)).toBe(`6 0 0 ${value.toString(16)}`);
});

test.each<[field: string, message: string]>([
  ['1 << 40', 'Found << 40, expected a shift of at most 31 bits.'],
  ['~'.repeat(101), 'Found ~, expected at most 100 nested parentheses and signs.'],
  [
    '09',
    'Found 09, expected a number, or a name of linux/filter.h, linux/seccomp.h, linux/audit.h or of a system call.',
  ],
])('%s: %s', (field, message) => {
  expect(readProgram(`{ 6, 0, 0, ${field} }`).diagnostics.map((each) => each.message)).toEqual([message]);
});

test('of several programs the first is read, and that is told', () => {
  const one = '{len=1, filter=[BPF_STMT(BPF_RET|BPF_K, SECCOMP_RET_ALLOW)]}';
  const { value, diagnostics } = readProgram(`${one}\n${one}`);
  expect([shown(value?.program), diagnostics.map(({ code, severity }) => `${severity} ${code}`)]).toEqual([
    '6 0 0 7fff0000',
    ['warning bpf-programs'],
  ]);
});

test('a program that the kernel refuses is read, with the reason at its line', () => {
  const { value } = readProgram('0  code 0x30, 0, 0, 0x4\n1  ld [70]\n2  ja 9');
  expect([shown(value?.program), value?.refusals.map(({ message, span }) => `${span?.line}: ${message}`)]).toEqual([
    '30 0 0 4 / 20 0 0 46 / 5 0 0 6',
    [
      '1: Instruction 0: Found the code 0x30, expected one that a seccomp filter may have.',
      '2: Instruction 1: Found a load from 70, expected a multiple of 4 below 64.',
      '3: Instruction 2: Found a jump over 6 instructions, expected fewer than 0.',
      '3: Instruction 2: The program does not end with a RET.',
    ],
  ]);
});

describe('each text that is written is read as the same program', () => {
  const docker = programOf(filterOfProfile('docker-29.4.3', 'all'));
  test.each<[string, (program: Program) => string | Uint8Array]>([
    ['listing', listing],
    ['C', (program) => cArray(program)],
    ['hex', hexText],
    ['base64', base64Text],
    ['bytes', encode],
  ])('%s', (_, write) => {
    const of = (program: Program) => readProgram(write(program), program.arch).value?.program;
    expect(of(docker)).toEqual({ ...docker, origins: [] });
    if (every) expect(of(every.program)).toEqual(every.program);
    fc.assert(
      fc.property(fc.array(anyInstruction(), { minLength: 2, maxLength: 40 }), (instructions) => {
        const program: Program = { arch: 'SCMP_ARCH_X86_64', instructions, origins: [] };
        expect(of(program)?.instructions).toEqual(instructions);
      }),
    );
  });
});

// Cut where two instructions meet, hex is a shorter program; else a cut is told, or the kernel would refuse what is left.
describe('wherever a text is cut, no instruction comes of it that the whole does not have', () => {
  const docker = programOf(filterOfProfile('docker-29.4.3', 'alone'));
  const end: Program = { ...docker, instructions: docker.instructions.slice(-40), origins: [] };
  test.each<[name: string, text: string]>([
    ['scmp_bpf_disasm', recorded('scmp_bpf_disasm.txt')],
    ['seccomp-tools', SECCOMP_TOOLS],
    ['strace -v', recorded('strace.txt')],
    ['C with macros', recorded('every.c')],
    ['the array', cArray(end)],
    ['the listing', listing(end)],
    ['hex', EVERY.toString('hex')],
    ['base64', recorded('every.base64')],
  ])('%s', (_, text) => {
    const whole = readProgram(text).value?.program.instructions;
    const others = Array.from({ length: text.length }, (_, end) => text.slice(0, end)).filter((cut) => {
      const { program, refusals = [] } = readProgram(cut).value ?? {};
      const left = program?.instructions ?? [];
      return refusals.length === 0 && JSON.stringify(left) !== JSON.stringify(whole?.slice(0, left.length));
    });
    expect([whole !== undefined, others]).toEqual([true, []]);
  });
});

test('no text makes it throw', () => {
  const word = fc.constantFrom(
    'BPF_STMT(',
    'BPF_RET',
    ')',
    '{',
    '}',
    ',',
    '0x20',
    '4',
    '[',
    ']',
    ' 0000: ',
    'ld',
    '\n',
    'filter=[',
    'len=1, ',
    '|',
    '/*',
    'offsetof',
    '('.repeat(1000),
    '~'.repeat(5000),
    '<< 40',
    '0177',
    '"',
    '\\x',
    'AA==',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(word).map((words) => words.join(' ')),
      ),
      (text) => void readProgram(text),
    ),
  );
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void readProgram(bytes)));
});

/** Instructions whose unused fields are 0, as every writer means them. */
const anyInstruction = (): fc.Arbitrary<Instruction> => {
  const k = fc.nat(0xffffffff);
  const byte = fc.nat(255);
  return fc.oneof(
    fc.record({ code: fc.constantFrom(0x15, 0x25, 0x35, 0x45), jt: byte, jf: byte, k }),
    fc.record({
      code: fc.constantFrom(0x00, 0x01, 0x04, 0x54, 0x06, 0x05),
      jt: fc.constant(0),
      jf: fc.constant(0),
      k: fc.nat(0xffff),
    }),
    fc.record({
      code: fc.constantFrom(0x16, 0x87, 0x07, 0x84, 0x0c, 0x80),
      jt: fc.constant(0),
      jf: fc.constant(0),
      k: fc.constant(0),
    }),
    fc.record({ code: fc.constantFrom(0x30, 0x28, 0x94), jt: byte, jf: byte, k }),
  );
};

const shown = (program: Program | undefined) =>
  program?.instructions
    .map(({ code, jt, jf, k }) => [code, jt, jf, k].map((each) => each.toString(16)).join(' '))
    .join(' / ');
