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
    ['arm', 'SCMP_ARCH_ARM'],
    ['SCMP_ARCH_S390X', 'SCMP_ARCH_S390X'],
    ['ppc64el', 'SCMP_ARCH_PPC64LE'],
    ['mips64p32le', 'SCMP_ARCH_MIPSEL64N32'],
    ['mipsle', 'SCMP_ARCH_MIPSEL'],
    ['loong64', 'SCMP_ARCH_LOONGARCH64'],
    ['', undefined],
    ['SCMP_ARCH_PARISC', undefined],
  ])('%j is %s', (word, arch) => expect(readArch(word)).toBe(arch));

  // linux/audit.h: EM_* of linux/elf-em.h, or-ed with __AUDIT_ARCH_64BIT, __AUDIT_ARCH_LE and __AUDIT_ARCH_CONVENTION_MIPS64_N32.
  test('what the filter reads, in how many bits libseccomp compares, the byte order, where numbers begin, ENOSYS', () => {
    expect(
      ARCHITECTURES.map(
        ({ token, auditArch, bits, endian, syscallBase, enosys }) =>
          `${token} 0x${auditArch.toString(16)} ${bits} ${endian} ${syscallBase} ${enosys}`,
      ),
    ).toEqual([
      'x86_64 0xc000003e 64 little 0 38',
      'x86 0x40000003 32 little 0 38',
      'x32 0xc000003e 32 little 1073741824 38',
      'aarch64 0xc00000b7 64 little 0 38',
      'arm 0x40000028 32 little 0 38',
      'riscv64 0xc00000f3 64 little 0 38',
      's390x 0x80000016 64 big 0 38',
      's390 0x16 32 big 0 38',
      'ppc64le 0xc0000015 64 little 0 38',
      'ppc64 0x80000015 64 big 0 38',
      'ppc 0x14 32 big 0 38',
      'mips 0x8 32 big 4000 89',
      'mipsel 0x40000008 32 little 4000 89',
      'mips64 0x80000008 64 big 5000 89',
      'mipsel64 0xc0000008 64 little 5000 89',
      'mips64n32 0xa0000008 32 big 6000 89',
      'mipsel64n32 0xe0000008 32 little 6000 89',
      'loongarch64 0xc0000102 64 little 0 38',
    ]);
  });

  test.each<[Arch, Arch[]]>([
    ['SCMP_ARCH_X86_64', ['SCMP_ARCH_X86', 'SCMP_ARCH_X32']],
    ['SCMP_ARCH_AARCH64', ['SCMP_ARCH_ARM']],
    ['SCMP_ARCH_S390X', ['SCMP_ARCH_S390']],
    ['SCMP_ARCH_MIPSEL64', ['SCMP_ARCH_MIPSEL', 'SCMP_ARCH_MIPSEL64N32']],
    ['SCMP_ARCH_PPC64LE', []],
    ['SCMP_ARCH_X86', []],
  ])('a kernel of %s also runs %j', (native, subs) => expect(subArchitectures(native)).toEqual(subs));

  test.each([
    ['SCMP_ARCH_X32', true],
    ['x32', false],
    ['toString', false],
  ])('%s is an OCI name: %s', (name, answer) => expect(isArch(name)).toBe(answer));
});
