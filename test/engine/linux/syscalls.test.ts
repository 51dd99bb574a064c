import { describe, expect, test } from 'vitest';
import {
  ARCHITECTURES,
  type Arch,
  architectureOf,
  architecturesWith,
  highestNumber,
  isKnownName,
  knownNames,
  nameOf,
  names,
  numberOf,
  pseudoNumber,
  resolveName,
} from '../../../src/engine/linux/index.ts';

const ARCHS = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32', 'SCMP_ARCH_AARCH64'] as const;
const on = <T>(ask: (arch: Arch) => T) => ARCHS.map(ask);

describe('numbers, as in asm/unistd_64.h, unistd_32.h, unistd_x32.h and arm64’s unistd_64.h', () => {
  test.each<[string, (number | undefined)[]]>([
    ['read', [0, 3, 0x40000000, 63]],
    ['clone', [56, 120, 1073741880, 220]],
    ['clone3', [435, 435, 0x40000000 + 435, 435]],
    ['socket', [41, 359, 0x40000000 + 41, 198]],
    ['ioctl', [16, 54, 0x40000000 + 514, 29]],
    ['execve', [59, 11, 0x40000000 + 520, 221]],
    ['umount2', [166, 52, 0x40000000 + 166, 39]],
    ['open', [2, 5, 0x40000002, undefined]],
    ['socketcall', [undefined, 102, undefined, undefined]],
    ['ipc', [undefined, 117, undefined, undefined]],
    ['accept', [43, undefined, 0x40000000 + 43, 202]],
    ['recv', [undefined, undefined, undefined, undefined]],
    ['chown32', [undefined, 212, undefined, undefined]],
    ['arch_prctl', [158, 384, 0x40000000 + 158, undefined]],
    ['nosuchcall', [undefined, undefined, undefined, undefined]],
    ['toString', [undefined, undefined, undefined, undefined]],
  ])('%s', (name, numbers) => expect(on((arch) => numberOf(arch, name))).toEqual(numbers));

  test.each<[number, (string | undefined)[]]>([
    [0, ['read', 'restart_syscall', undefined, 'io_setup']],
    [165, ['mount', 'getresuid', undefined, 'getrusage']],
    [1073741880, [undefined, undefined, 'clone', undefined]],
    [9999, [undefined, undefined, undefined, undefined]],
    [-1, [undefined, undefined, undefined, undefined]],
  ])('%d', (number, expected) => expect(on((arch) => nameOf(arch, number))).toEqual(expected));

  test('how many calls an ABI has, and the highest of them', () => {
    expect(on((arch) => [names(arch).length, highestNumber(arch)])).toEqual([
      [379, 466],
      [456, 466],
      [368, 0x40000000 + 547],
      [322, 466],
    ]);
  });

  test.each(ARCHITECTURES)(
    '$label: a number has one name, numbers ascend, and each has the bit of its ABI',
    ({ arch }) => {
      const numbers = names(arch).map((name) => numberOf(arch, name) ?? Number.NaN);
      expect(numbers.map((number) => nameOf(arch, number))).toEqual(names(arch));
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      const { syscallBit } = architectureOf(arch);
      expect(numbers.filter((number) => number >= 0x40000000 !== (syscallBit !== 0))).toEqual([]);
    },
  );
});

describe('what libseccomp resolves a name to', () => {
  test.each<[string, number[]]>([
    ['clone', [56, 120, 1073741880, 220]],
    // 32-bit x86 has socket (359) and socketcall: libseccomp writes the rule twice and answers the pseudo number.
    ['socket', [41, -101, 1073741865, 198]],
    ['accept', [43, -105, 1073741867, 202]],
    ['sendmmsg', [307, -120, 1073742362, 269]],
    ['semget', [64, -202, 1073741888, 190]],
    ['shmctl', [31, -224, 1073741855, 195]],
    ['recv', [-110, -110, -110, -110]],
    ['chown32', [-10004, 212, -10004, -10004]],
    ['nosuchcall', [-1, -1, -1, -1]],
    ['osf_getdomainname', [-1, -1, -1, -1]],
  ])('%s', (name, numbers) => expect(on((arch) => resolveName(arch, name))).toEqual(numbers));

  test('every name it knows resolves to the real number, or to its pseudo number, on every ABI', () => {
    const odd = knownNames().filter((name) =>
      ARCHS.some((arch) => ![numberOf(arch, name), pseudoNumber(name)].includes(resolveName(arch, name))),
    );
    expect(odd).toEqual([]);
    expect(knownNames().length).toBe(502);
  });

  test('every name of an ABI is known', () => {
    expect(ARCHS.flatMap(names).filter((name) => !isKnownName(name))).toEqual([]);
  });

  test.each<[string, boolean, string[]]>([
    ['clone', true, []],
    ['s390_pci_mmio_read', true, []],
    ['osf_getdomainname', false, ['alpha']],
    ['kern_features', false, ['sparc']],
    ['nosuchcall', false, []],
    ['constructor', false, []],
  ])('%s: known %s, else of %j', (name, known, elsewhere) => {
    expect([isKnownName(name), architecturesWith(name)]).toEqual([known, elsewhere]);
  });
});
