import { describe, expect, test } from 'vitest';
import { ARCHITECTURES, type Arch, isArch, readArch, subArchitectures } from '../../../src/engine/linux/index.ts';

describe('architectures', () => {
  test.each<[string, Arch | undefined]>([
    ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86_64'],
    ['x86_64', 'SCMP_ARCH_X86_64'],
    ['AMD64', 'SCMP_ARCH_X86_64'],
    ['x86-64', 'SCMP_ARCH_X86_64'],
    ['x86', 'SCMP_ARCH_X86'],
    ['386', 'SCMP_ARCH_X86'],
    ['i686', 'SCMP_ARCH_X86'],
    ['32-bit x86', 'SCMP_ARCH_X86'],
    [' x32 ', 'SCMP_ARCH_X32'],
    ['arm64', 'SCMP_ARCH_AARCH64'],
    ['aarch64', 'SCMP_ARCH_AARCH64'],
    ['arm', undefined],
    ['', undefined],
    ['SCMP_ARCH_S390X', undefined],
  ])('%j is %s', (word, arch) => expect(readArch(word)).toBe(arch));

  // linux/audit.h: EM_X86_64 62, EM_386 3, EM_AARCH64 183, or-ed with __AUDIT_ARCH_64BIT and __AUDIT_ARCH_LE.
  test('what the filter reads, and in how many bits libseccomp compares', () => {
    expect(
      ARCHITECTURES.map(({ arch, auditArch, bits, endian, syscallBit }) => [arch, auditArch, bits, endian, syscallBit]),
    ).toEqual([
      ['SCMP_ARCH_X86_64', 62 + 2 ** 31 + 2 ** 30, 64, 'little', 0],
      ['SCMP_ARCH_X86', 3 + 2 ** 30, 32, 'little', 0],
      ['SCMP_ARCH_X32', 62 + 2 ** 31 + 2 ** 30, 32, 'little', 2 ** 30],
      ['SCMP_ARCH_AARCH64', 183 + 2 ** 31 + 2 ** 30, 64, 'little', 0],
    ]);
  });

  test.each<[Arch, Arch[]]>([
    ['SCMP_ARCH_X86_64', ['SCMP_ARCH_X86', 'SCMP_ARCH_X32']],
    ['SCMP_ARCH_AARCH64', []],
    ['SCMP_ARCH_X86', []],
  ])('a kernel of %s also runs %j', (native, subs) => expect(subArchitectures(native)).toEqual(subs));

  test.each([
    ['SCMP_ARCH_X32', true],
    ['x32', false],
    ['toString', false],
  ])('%s is an OCI name: %s', (name, answer) => expect(isArch(name)).toBe(answer));
});
