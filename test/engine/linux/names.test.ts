import { describe, expect, test } from 'vitest';
import table from '../../../content/data/capabilities.json' with { type: 'json' };
import {
  ARCHITECTURES,
  type Arch,
  CAPABILITIES,
  DOCKER_CAPABILITIES,
  errnoNumber,
  errnoOf,
  PODMAN_CAPABILITIES,
  readCapability,
  VERSIONS,
} from '../../../src/engine/linux/index.ts';

describe('errors', () => {
  test.each<[number, string | undefined, string | undefined]>([
    [1, 'EPERM', 'Operation not permitted'],
    [13, 'EACCES', 'Permission denied'],
    [11, 'EAGAIN', 'Resource temporarily unavailable'],
    [22, 'EINVAL', 'Invalid argument'],
    [38, 'ENOSYS', 'Function not implemented'],
    [133, 'EHWPOISON', 'Memory page has hardware error'],
    [0, undefined, undefined],
    [41, undefined, undefined],
    [134, undefined, undefined],
  ])('%d is %s', (number, name, message) => {
    expect(errnoOf(number)).toEqual(name === undefined ? undefined : { number, name, message });
  });

  test.each<[string, number | undefined]>([
    ['EPERM', 1],
    ['EWOULDBLOCK', 11],
    ['EDEADLOCK', 35],
    ['ENOTSUP', undefined],
    ['valueOf', undefined],
  ])('%s is %s', (name, number) => expect(errnoNumber(name)).toBe(number));
});

describe('errors that are numbered otherwise', () => {
  // asm/errno.h of mips and of powerpc.
  test.each<[number, Arch, string | undefined, string | undefined]>([
    [1, 'SCMP_ARCH_MIPS', 'EPERM', 'Operation not permitted'],
    [89, 'SCMP_ARCH_MIPS', 'ENOSYS', 'Function not implemented'],
    [89, 'SCMP_ARCH_MIPSEL64N32', 'ENOSYS', 'Function not implemented'],
    [38, 'SCMP_ARCH_MIPS64', 'EL2NSYNC', 'Level 2 not synchronized'],
    [56, 'SCMP_ARCH_MIPS', 'EDEADLOCK', 'File locking deadlock error'],
    [1133, 'SCMP_ARCH_MIPS', 'EDQUOT', 'Disk quota exceeded'],
    [1133, 'SCMP_ARCH_X86_64', undefined, undefined],
    [58, 'SCMP_ARCH_PPC64LE', 'EDEADLOCK', 'File locking deadlock error'],
    [35, 'SCMP_ARCH_PPC64LE', 'EDEADLK', 'Resource deadlock avoided'],
    [58, 'SCMP_ARCH_AARCH64', undefined, undefined],
    [38, 'SCMP_ARCH_S390X', 'ENOSYS', 'Function not implemented'],
  ])('%d on %s is %s', (number, arch, name, message) => {
    expect(errnoOf(number, arch)).toEqual(name === undefined ? undefined : { number, name, message });
  });

  test.each(ARCHITECTURES)('ENOSYS on $token is $enosys', ({ arch, enosys }) => {
    expect([errnoNumber('ENOSYS', arch), errnoOf(enosys, arch)?.name]).toEqual([enosys, 'ENOSYS']);
  });

  test('every architecture knows the names that x86 has', () => {
    const names = Array.from({ length: 134 }, (_, number) => errnoOf(number)?.name).filter(
      (name) => name !== undefined,
    );
    const missing = ARCHITECTURES.flatMap(({ arch }) => names.filter((name) => errnoNumber(name, arch) === undefined));
    expect([names.length, missing]).toEqual([131, []]);
  });
});

describe('capabilities', () => {
  test.each<[string, string | undefined, number]>([
    ['CAP_CHOWN', 'CAP_CHOWN', 0],
    ['sys_admin', 'CAP_SYS_ADMIN', 21],
    [' cap_net_raw ', 'CAP_NET_RAW', 13],
    ['CAP_CHECKPOINT_RESTORE', 'CAP_CHECKPOINT_RESTORE', 40],
    ['CAP_ALL', undefined, -1],
    ['', undefined, -1],
  ])('%j is %s', (word, name, number) => {
    const read = readCapability(word);
    expect([read, CAPABILITIES.indexOf(read ?? '')]).toEqual([name, number]);
  });

  test('there are 41, in the order of their numbers', () => {
    expect(Object.values(table.numbers)).toEqual(CAPABILITIES.map((_, number) => number));
    expect(CAPABILITIES).toHaveLength(41);
  });

  test('Docker gives fourteen', () => {
    expect(DOCKER_CAPABILITIES).toEqual([
      ...['CAP_CHOWN', 'CAP_DAC_OVERRIDE', 'CAP_FSETID', 'CAP_FOWNER', 'CAP_MKNOD', 'CAP_NET_RAW', 'CAP_SETGID'],
      ...['CAP_SETUID', 'CAP_SETFCAP', 'CAP_SETPCAP', 'CAP_NET_BIND_SERVICE', 'CAP_SYS_CHROOT', 'CAP_KILL'],
      'CAP_AUDIT_WRITE',
    ]);
    expect(DOCKER_CAPABILITIES.filter((name) => !CAPABILITIES.includes(name))).toEqual([]);
  });

  test('Podman gives eleven of them', () => {
    const kept = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID'];
    expect(PODMAN_CAPABILITIES).toEqual([...kept, 'SETPCAP', 'SETUID', 'SYS_CHROOT'].map((name) => `CAP_${name}`));
  });
});

test('what the answers are computed for', () => {
  expect({ ...VERSIONS, linux: VERSIONS.linux.replace(/\.\d+$/, '') }).toEqual({
    runc: '1.1.15',
    crun: '1.21',
    libseccomp: '2.6.0',
    linux: '6.12',
    docker: '26.1.5',
    podman: '5.4.2',
    rootlesskit: '2.0.2',
    newuidmap: '4.17.4',
    lxc: '6.0.4',
  });
});
