import { expect, test } from 'vitest';
import { firstKernel, knownNames, lackedBefore, NEWEST_LIBSECCOMP } from '../../../src/engine/linux/index.ts';

test.each<[string, string | undefined]>([
  ['read', '1.0'],
  ['socket', '2.0'],
  ['fgetxattr', '2.6'],
  ['membarrier', '4.3'],
  ['pkey_alloc', '4.9'],
  ['clock_gettime64', '5.1'],
  ['clone3', '5.3'],
  ['futex_waitv', '5.16'],
  ['mseal', '6.10'],
  ['open_tree_attr', '6.15'],
  ['uprobe', '6.18'],
  ['listns', '6.19'],
  ['rseq_slice_yield', '7.0'],
  ['fchroot', '7.3'],
  ['nosuchcall', undefined],
  ['constructor', undefined],
])('%s came with Linux %s', (name, release) => expect(firstKernel(name)).toBe(release));

test.each<[string, string, string | undefined]>([
  ['mseal', '6.1.0-18-amd64', '6.10'],
  ['mseal', '6.10', undefined],
  ['fchroot', '7.2', '7.3'],
  ['fchroot', '7.3-rc7', undefined],
  ['read', '5.10', undefined],
  ['nosuchcall', '5.10', undefined],
])('%s on Linux %s: %s', (name, kernel, since) => expect(lackedBefore(name, kernel)).toBe(since));

// pread64 and pwrite64 were renamed; the others are calls that no kernel serves, or that one architecture has.
const UNTOLD =
  `afs_syscall arm_fadvise64_64 arm_sync_file_range break cachectl epoll_ctl_old epoll_wait_old ftime getpmsg gtty idle lock
  mpx multiplexer pread64 prof profil putpmsg pwrite64 riscv_hwprobe security stty timerfd tuxcall ulimit vserver`.split(
    /\s+/,
  );

test('the calls of which no source tells', () => {
  expect(knownNames(NEWEST_LIBSECCOMP).filter((name) => firstKernel(name) === undefined)).toEqual(UNTOLD);
});
