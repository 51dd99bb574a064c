import { describe, expect, test } from 'vitest';
import {
  ARCHITECTURES,
  type Arch,
  architectureOf,
  architecturesWith,
  isKnownName,
  knownNames,
  knownSince,
  NEWEST_LIBSECCOMP,
  nameByNativeNumber,
  nameOf,
  names,
  numberOf,
  pseudoNumber,
  readArch,
  resolveName,
} from '../../../src/engine/linux/index.ts';

const ARCHS = ARCHITECTURES.map(({ arch }) => arch);
const FEW = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32', 'SCMP_ARCH_AARCH64'] as const;
const onFew = <T>(ask: (arch: Arch) => T) => FEW.map(ask);

/** "aarch64 arm ...": what an ABI answers, in the order of ARCHITECTURES without x32 and the little-endian twins. */
const SHOWN = 'x86_64 x86 aarch64 arm riscv64 s390x s390 ppc64 ppc mips mips64 mips64n32 loongarch64'.split(' ');
const onShown = (ask: (arch: Arch) => number | undefined) =>
  SHOWN.map((token) => ask(readArch(token) ?? 'SCMP_ARCH_X86_64') ?? '-').join(' ');

describe('numbers, as in the asm/unistd headers of each ABI', () => {
  test('of the columns', () => {
    expect(SHOWN.map((token) => architectureOf(readArch(token) ?? 'SCMP_ARCH_X32').token)).toEqual(SHOWN);
  });

  test.each([
    ['read', '0 3 63 3 63 3 3 3 3 4003 5000 6000 63'],
    ['clone3', '435 435 435 435 435 435 435 435 435 4435 5435 6435 435'],
    ['socket', '41 359 198 281 198 359 359 326 326 4183 5040 6040 198'],
    ['accept', '43 - 202 285 202 - - 330 330 4168 5042 6042 202'],
    ['socketcall', '- 102 - - - 102 102 102 102 4102 - - -'],
    ['ipc', '- 117 - - - 117 117 117 117 4117 - - -'],
    ['semop', '65 - 193 298 193 - - - - - 5063 6063 193'],
    ['umount', '- 22 - - - 22 22 22 22 4022 - - -'],
    ['getpid', '39 20 172 20 172 20 20 20 20 4020 5038 6038 172'],
    ['arch_prctl', '158 384 - - - - - - - - - - -'],
    ['cacheflush', '- - - 983042 - - - - - 4147 5197 6197 -'],
    ['switch_endian', '- - - - - - - 363 363 - - - -'],
    ['riscv_flush_icache', '- - - - 259 - - - - - - - -'],
    // arm's header has it as a second name of arm_sync_file_range; libseccomp knows the first alone.
    ['sync_file_range2', '- - - - - - - 308 308 - - - -'],
    ['recv', '- - - 291 - - - 336 336 4175 - - -'],
    ['nosuchcall', '- - - - - - - - - - - - -'],
    ['toString', '- - - - - - - - - - - - -'],
  ])('%s', (name, numbers) => expect(onShown((arch) => numberOf(arch, name))).toBe(numbers));

  test.each<[string, (number | undefined)[]]>([
    ['read', [0, 3, 0x40000000, 63]],
    ['ioctl', [16, 54, 0x40000000 + 514, 29]],
    ['execve', [59, 11, 0x40000000 + 520, 221]],
    ['umount2', [166, 52, 0x40000000 + 166, 39]],
    ['open', [2, 5, 0x40000002, undefined]],
    ['chown32', [undefined, 212, undefined, undefined]],
  ])('%s on x32 too', (name, numbers) => expect(onFew((arch) => numberOf(arch, name))).toEqual(numbers));

  test.each<[number, (string | undefined)[]]>([
    [0, ['read', 'restart_syscall', undefined, 'io_setup']],
    [165, ['mount', 'getresuid', undefined, 'getrusage']],
    [1073741880, [undefined, undefined, 'clone', undefined]],
    [9999, [undefined, undefined, undefined, undefined]],
    [-1, [undefined, undefined, undefined, undefined]],
  ])('%d', (number, expected) => expect(onFew((arch) => nameOf(arch, number))).toEqual(expected));

  test.each<[string, number, string | undefined]>([
    ['mips', 4005, 'open'],
    ['mips', 5, undefined],
    ['mipsel64', 5005, 'fstat'],
    ['mips64n32', 6005, 'fstat'],
    ['arm', 0x0f0005, 'set_tls'],
    ['s390x', 0, undefined],
  ])('%s %d is %s', (token, number, name) => {
    expect(nameOf(readArch(token) ?? 'SCMP_ARCH_X86_64', number)).toBe(name);
  });

  test('how many calls an ABI has, and the highest of them', () => {
    const highest = (arch: Arch) => Math.max(...names(arch).map((name) => numberOf(arch, name) ?? Number.NaN));
    expect(ARCHITECTURES.map(({ arch, token }) => `${token} ${names(arch).length} ${highest(arch)}`)).toEqual([
      'x86_64 385 471',
      'x86 461 471',
      'x32 374 1073742371',
      'aarch64 327 471',
      'arm 430 983046',
      'riscv64 328 471',
      's390x 390 471',
      's390 440 469',
      'ppc64le 424 471',
      'ppc64 424 471',
      'ppc 452 471',
      'mips 437 4471',
      'mipsel 437 4471',
      'mips64 373 5471',
      'mipsel64 373 5471',
      'mips64n32 397 6471',
      'mipsel64n32 397 6471',
      'loongarch64 323 471',
    ]);
  });

  test.each(ARCHITECTURES)(
    '$label: a number has one name, numbers ascend, and each is from the base of its ABI on',
    ({ arch, syscallBase }) => {
      const numbers = names(arch).map((name) => numberOf(arch, name) ?? Number.NaN);
      expect(numbers.map((number) => nameOf(arch, number))).toEqual(names(arch));
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      expect(numbers.filter((number) => number < syscallBase)).toEqual([]);
    },
  );
});

describe('what libseccomp resolves a name to', () => {
  test.each<[string, string]>([
    ['clone', '56 120 220 120 220 120 120 120 120 4120 5055 6055 220'],
    // Where an ABI has socketcall, libseccomp writes the rule twice and answers the pseudo number.
    ['socket', '41 -101 198 281 198 -101 -101 -101 -101 -101 5040 6040 198'],
    ['accept', '43 -105 202 285 202 -105 -105 -105 -105 -105 5042 6042 202'],
    ['semop', '65 -201 193 298 193 -201 -201 -201 -201 -201 5063 6063 193'],
    ['shmctl', '31 -224 195 308 195 -224 -224 -224 -224 -224 5030 6030 195'],
    ['recv', '-110 -110 -110 291 -110 -110 -110 -110 -110 -110 -110 -110 -110'],
    ['chown32', '-10004 212 -10004 212 -10004 -10004 212 -10004 -10004 -10004 -10004 -10004 -10004'],
    ['breakpoint', '-10182 -10182 -10182 983041 -10182 -10182 -10182 -10182 -10182 -10182 -10182 -10182 -10182'],
    ['nosuchcall', '-1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1'],
    ['osf_getdomainname', '-1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1'],
  ])('%s', (name, numbers) => expect(onShown((arch) => resolveName(arch, name))).toEqual(numbers));

  test('every name it knows resolves to the real number, or to its pseudo number, on every ABI', () => {
    const odd = knownNames().filter((name) =>
      ARCHS.some((arch) => ![numberOf(arch, name), pseudoNumber(name)].includes(resolveName(arch, name))),
    );
    expect(odd).toEqual([]);
    expect(knownNames().length).toBe(502);
  });

  test('every name of an ABI is known', () => {
    expect(ARCHS.flatMap(names).filter((name) => !isKnownName(name, NEWEST_LIBSECCOMP))).toEqual([]);
  });

  // Both have the pseudo number -10191; scmp_sys_resolver answers sys_debug_setcontext for it.
  test.each<[Arch, string, string]>([
    ['SCMP_ARCH_S390X', 'switch_endian', 'sys_debug_setcontext'],
    ['SCMP_ARCH_S390X', 'sys_debug_setcontext', 'sys_debug_setcontext'],
    ['SCMP_ARCH_PPC64', 'switch_endian', 'switch_endian'],
    ['SCMP_ARCH_S390X', 'clone', 'clone'],
    ['SCMP_ARCH_S390X', 'socket', 'socket'],
    ['SCMP_ARCH_S390X', 'nosuchcall', 'nosuchcall'],
  ])('by the number of %s, a rule on %s is one on %s', (native, name, found) => {
    expect(nameByNativeNumber(native, name)).toBe(found);
  });

  test.each<[string, boolean, string[]]>([
    ['clone', true, []],
    ['s390_pci_mmio_read', true, []],
    ['osf_getdomainname', false, ['alpha']],
    ['kern_features', false, ['sparc']],
    ['fchroot', false, ['every architecture']],
    ['nosuchcall', false, []],
    ['constructor', false, []],
  ])('%s: known %s, else of %j', (name, known, elsewhere) => {
    expect([isKnownName(name), architecturesWith(name)]).toEqual([known, elsewhere]);
  });
});

describe('what each release of libseccomp knows, as its own scmp_sys_resolver answered', () => {
  // Releases between two that were asked answer as the older one.
  test.each<[string, number]>([
    ['2.5.0', 479],
    ['2.5.1', 479],
    ['2.5.3', 479],
    ['2.5.4', 487],
    ['2.5.5', 487],
    ['2.6.0', 502],
    ['2.6.1', 508],
    ['2.7.0', 508],
  ])('%s: %d names', (libseccomp, count) => expect(knownNames(libseccomp).length).toBe(count));

  test.each<[Arch, string, string, number, string | undefined]>([
    ['SCMP_ARCH_X86_64', 'futex_waitv', '2.5.1', -1, '2.5.4'],
    ['SCMP_ARCH_X86_64', 'futex_waitv', '2.5.4', 449, undefined],
    ['SCMP_ARCH_X86_64', 'mseal', '2.5.1', -1, '2.6.0'],
    ['SCMP_ARCH_X86_64', 'mseal', '2.5.4', -1, '2.6.0'],
    ['SCMP_ARCH_X86_64', 'mseal', '2.6.0', 462, undefined],
    ['SCMP_ARCH_X86_64', 'listns', '2.5.1', -1, '2.6.1'],
    ['SCMP_ARCH_X86_64', 'listns', '2.6.0', -1, '2.6.1'],
    ['SCMP_ARCH_X86_64', 'listns', '2.6.1', 470, undefined],
    ['SCMP_ARCH_AARCH64', 'uprobe', '2.6.1', -10254, undefined],
    ['SCMP_ARCH_X86_64', 'fchroot', '2.6.1', -1, undefined],
    // Known names without a number on the ABI yet.
    ['SCMP_ARCH_RISCV64', 'memfd_secret', '2.5.1', -10244, undefined],
    ['SCMP_ARCH_RISCV64', 'memfd_secret', '2.5.4', 447, undefined],
    ['SCMP_ARCH_X32', 'map_shadow_stack', '2.5.4', -10245, undefined],
    ['SCMP_ARCH_X32', 'map_shadow_stack', '2.6.0', 0x400001c5, undefined],
    // socketcall had no rules of its own there before 2.5.2.
    ['SCMP_ARCH_PPC', 'socket', '2.5.1', 326, undefined],
    ['SCMP_ARCH_PPC', 'socket', '2.5.4', -101, undefined],
  ])('%s %s in %s is %d, known since %s', (arch, name, libseccomp, number, since) => {
    expect([resolveName(arch, name, libseccomp), knownSince(name, libseccomp)]).toEqual([number, since]);
  });

  test('left out, it is 2.6.0', () => {
    const asBegan = knownNames(NEWEST_LIBSECCOMP).filter((name) =>
      ARCHS.every((arch) => resolveName(arch, name) === resolveName(arch, name, '2.6.0')),
    );
    expect([asBegan.length, knownNames(), isKnownName('listns')]).toEqual([508, knownNames('2.6.0'), false]);
  });
});
