import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ARCHITECTURES, readArch } from '../../../src/engine/linux/index.ts';
import { architectureAsked, parseCall } from '../../../src/engine/seccomp/index.ts';

/** "x86_64 83(1, 2)", with the codes of what is to say about it. */
function read(text: string, arch = 'x86_64'): string {
  const { value, diagnostics } = parseCall(text, readArch(arch) ?? 'SCMP_ARCH_X86_64');
  const call =
    value === undefined
      ? ''
      : `${value.arch.replace('SCMP_ARCH_', '').toLowerCase()} ${value.syscall}(${value.args.join(', ')})${value.leftOut ? ` without ${value.leftOut.join(' and ')}` : ''}`;
  return [call, ...diagnostics.map(({ code, span }) => `${code} ${span?.column}`)].join(' ').trim();
}

describe('a call as people write it', () => {
  test.each([
    ['mkdir', 'x86_64 83()'],
    ['  mkdir  ', 'x86_64 83()'],
    ['mkdir()', 'x86_64 83()'],
    ['165', 'x86_64 165()'],
    ['0xa5', 'x86_64 165()'],
    ['-1', 'x86_64 4294967295()'],
    ['socket(AF_VSOCK, SOCK_STREAM)', 'x86_64 41(40, 1)'],
    ['socket( AF_INET , 1|SOCK_CLOEXEC,0)', 'x86_64 41(2, 524289, 0)'],
    ['clone(CLONE_NEWUSER|SIGCHLD)', 'x86_64 56(268435473)'],
    ['mmap(.., PROT_EXEC, ..)', 'x86_64 9(0, 0, 4) without 0 and 1'],
    ['mmap(.., .., PROT_READ|PROT_EXEC)', 'x86_64 9(0, 0, 5) without 0 and 1'],
    ['mmap(…, 4096, ...)', 'x86_64 9(0, 4096) without 0'],
    ['mmap(4096, .., MAP_ANONYMOUS)', 'x86_64 9(4096, 0, 0, 32) without 1 and 2'],
    ['mmap(..)', 'x86_64 9()'],
    ['personality(0xffffffff)', 'x86_64 135(4294967295)'],
    ['chmod(0, 0755)', 'x86_64 90(0, 493)'],
    ['close(-1)', 'x86_64 3(18446744073709551615)'],
    ['x86: close(-1)', 'x86 6(4294967295)'],
    ['x86: socketcall(1)', 'x86 102(1)'],
    ['i386: socketcall(SYS_SOCKET)', 'x86 102(1)'],
    ['SCMP_ARCH_X32: mkdir', 'x32 1073741907()'],
    ['x32: 83', 'x32 1073741907()'],
    ['x32: 0x40000053', 'x32 1073741907()'],
    ['arm64: mkdirat', 'aarch64 34()'],
    ['s390x: socketcall(1)', 's390x 102(1)'],
    ['s390: close(-1)', 's390 6(4294967295)'],
    ['mips: 5', 'mips 4005()'],
    ['mips: 4005', 'mips 4005()'],
    ['mipsel64: read', 'mipsel64 5000()'],
    ['mips64n32: close(-1)', 'mips64n32 6003(18446744073709551615)'],
    ['arm: set_tls', 'arm 983045()'],
    ['ppc64el: getpid', 'ppc64le 20()'],
    ['s390x: 0', 's390x 0()'],
    ['mkdir(1, 2, 3)', 'x86_64 83(1, 2, 3) arguments-unused 1'],
    ['mkdir(1', 'x86_64 83(1) parenthesis-missing 8'],
    ['', 'call-missing 1'],
    ['mkdri', 'call-unknown 1'],
    ['socketcall(1)', 'call-absent 1'],
    ['aarch64: mkdir', 'call-absent 10'],
    ['riscv: mkdir', 'architecture-unknown 1'],
    ['mkdir(AF_NOPE, 1x)', 'constant-unknown 7 number-malformed 16'],
    ['mkdir(1,2,3,4,5,6,7)', 'arguments-too-many 1'],
    ['mkdir() rmdir()', 'text-after-call 8'],
    ['4294967296', 'call-number 1'],
    ['mkdir(0x10000000000000000)', 'number-too-large 7'],
  ])('%j is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test('a name of no ABI, with the nearest one and the edit that writes it', () => {
    expect(parseCall('mkdri(1)', 'SCMP_ARCH_X86_64')).toEqual({
      value: undefined,
      diagnostics: [
        {
          code: 'call-unknown',
          severity: 'error',
          message: 'Found mkdri, which no architecture has as a call.',
          hint: 'Did you mean mkdir?',
          span: { start: 0, end: 5, line: 1, column: 1 },
          fix: [{ start: 0, end: 5, text: 'mkdir' }],
        },
      ],
    });
  });

  test('a call that the ABI lacks, with those that have it', () => {
    const [{ message, hint } = {}] = parseCall('socketcall(1)', 'SCMP_ARCH_RISCV64').diagnostics;
    expect([message, hint]).toEqual([
      'riscv64 has no call socketcall.',
      'x86, s390x, s390, ppc64le, ppc64, ppc, mips, mipsel have it: ask for x86: socketcall.',
    ]);
  });

  test.each([
    ['s390x: socketcall(1)', 'SCMP_ARCH_S390X'],
    [' mips : 5', 'SCMP_ARCH_MIPS'],
    ['socket(AF_VSOCK)', undefined],
    ['clone(a:b)', undefined],
    ['z80: halt', undefined],
  ])('%j asks of %s', (text, arch) => {
    expect(architectureAsked(text)).toBe(arch);
  });

  test('never throws, and a value has no error beside it', () => {
    const piece = fc.constantFrom(
      'mkdir',
      'x86',
      ':',
      '(',
      ')',
      ',',
      '|',
      '~',
      '-',
      '0x',
      '9',
      'AF_INET',
      ' ',
      '\n',
      'é',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...ARCHITECTURES), (written, { arch }) => {
        const { value, diagnostics } = parseCall(written, arch);
        expect(value === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
      }),
    );
  });
});
