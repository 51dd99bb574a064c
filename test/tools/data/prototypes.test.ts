import { describe, expect, test } from 'vitest';
import { ABIS, type AbiToken } from '../../../src/tools/data/cValues.ts';
import { functionOf, variantOf } from '../../../src/tools/data/syscallFunctions.ts';
import { prototypesIn } from '../../../src/tools/data/tables/prototypes.ts';

describe('prototypes in a header', () => {
  test.each<[string, string, string[]]>([
    ['none', 'getpid(void)', []],
    [
      'named',
      'read(unsigned int fd, char __user *buf, size_t count)',
      ['unsigned int | fd', 'char * | buf', 'size_t | count'],
    ],
    [
      'over two lines',
      'dup2(unsigned int oldfd,\n\t\tunsigned int newfd)',
      ['unsigned int | oldfd', 'unsigned int | newfd'],
    ],
    ['by type alone', 'socket(int, int, int)', ['int', 'int', 'int']],
    ['pointers by type alone', 'bind(int, struct sockaddr __user *, int)', ['int', 'struct sockaddr *', 'int']],
    [
      'two stars',
      'io_submit(aio_context_t, long, struct iocb __user * __user *)',
      ['aio_context_t', 'long', 'struct iocb **'],
    ],
    ['const between', 'execve(const char __user *const __user *argv)', ['const char * const * | argv']],
    ['a name like its struct', 'statx(struct statx __user *statx)', ['struct statx * | statx']],
    ['a name like a type', 'ustat(struct ustat __user *u32)', ['struct ustat * | u32']],
    ['a pointer that ends in const', 'x(void *const, char __user *__user)', ['void * const', 'char *']],
    ['a lone struct', 'x(struct statx)', ['struct statx']],
    ['an array', 'utime(struct timeval __user tv[2])', ['struct timeval * | tv']],
    ['short types', 'futex(u32 __user *uaddr, u32 val3)', ['u32 * | uaddr', 'u32 | val3']],
    ['one word', 'x(unsigned flags, unsigned)', ['unsigned | flags', 'unsigned']],
  ])('%s', (_, declaration, expected) => {
    const found = [...prototypesIn(`asmlinkage long sys_${declaration};`).values()].flat(2);
    expect(found.map(({ type, name }) => (name === undefined ? type : `${type} | ${name}`))).toEqual(expected);
  });

  test('variants stand in order', () => {
    const header =
      '#ifdef A\nasmlinkage long sys_c(int a);\n#else\nasmlinkage long sys_c(long b);\n#endif\nlong sys_d(int);';
    expect(prototypesIn(header)).toEqual(
      new Map([['c', [[{ type: 'int', name: 'a' }], [{ type: 'long', name: 'b' }]]]]),
    );
  });
});

test('a compat_ function keeps the word', () => {
  const header = 'asmlinkage ssize_t compat_sys_preadv(compat_ulong_t fd);\nasmlinkage long compat_sys_##name(void);';
  expect(prototypesIn(header)).toEqual(new Map([['compat_preadv', [[{ type: 'compat_ulong_t', name: 'fd' }]]]]));
});

/** Calls that tell an ABI's age: 16-bit ids, 32-bit time, an old name beside its successor. */
const AGED = new Set(['chown32', 'clock_gettime64', 'sendfile64', 'umount2', 'ugetrlimit']);
const YOUNG = new Set(['umount2']);

test.each<[AbiToken, string, ReadonlySet<string>, string | undefined, number]>([
  ['x86_64', 'openat', YOUNG, 'openat', 0],
  ['x86_64', 'stat', YOUNG, 'newstat', 0],
  ['x86_64', 'sendfile', YOUNG, 'sendfile64', 0],
  ['x86_64', 'clone', YOUNG, 'clone', 2],
  ['x86_64', 'uselib', YOUNG, undefined, 0],
  ['x86', 'oldstat', AGED, 'stat', 0],
  ['x86', 'setresuid', AGED, 'setresuid16', 0],
  ['x86', 'setresuid32', AGED, 'setresuid', 0],
  ['x86', 'futex', AGED, 'futex_time32', 0],
  ['x86', 'futex_time64', AGED, 'futex', 0],
  ['x86', 'clock_gettime', AGED, 'clock_gettime32', 0],
  ['x86', 'clock_gettime64', AGED, 'clock_gettime', 0],
  ['x86', 'sendfile', AGED, 'sendfile', 0],
  ['x86', 'umount', AGED, 'oldumount', 0],
  ['x86', 'getrlimit', AGED, 'old_getrlimit', 0],
  ['x86', 'sigsuspend', AGED, 'sigsuspend', 1],
  ['x32', 'preadv', YOUNG, 'compat_preadv64', 0],
  ['x32', 'recvmmsg', YOUNG, 'compat_recvmmsg_time64', 0],
  ['aarch64', 'fadvise64', YOUNG, 'fadvise64_64', 0],
  ['aarch64', 'clone', YOUNG, 'clone', 0],
  ['arm', 'msgctl', AGED, 'old_msgctl', 0],
  ['arm', 'mmap2', AGED, 'mmap_pgoff', 0],
  ['s390x', 'mmap', YOUNG, 'old_mmap', 0],
  ['s390', 'mmap2', AGED, 'old_mmap', 0],
  ['ppc64', 'sigsuspend', YOUNG, undefined, 1],
  ['ppc', 'sigsuspend', AGED, 'sigsuspend', 0],
  ['ppc', 'fadvise64_64', AGED, 'arm_fadvise64_64', 0],
  ['mips', 'sigsuspend', AGED, 'mips_sigsuspend', 0],
  ['mips64n32', 'select', YOUNG, 'select', 0],
  ['mips64n32', '_newselect', YOUNG, 'compat_select', 0],
  ['mips64n32', 'ppoll', AGED, 'compat_ppoll_time32', 0],
  ['loongarch64', 'clone', YOUNG, 'clone', 2],
])('on %s %s is served by %4$s', (abi, call, calls, name, variant) => {
  const variants = ABIS.flatMap((each) => (each.token === abi ? [variantOf(each, call)] : []));
  expect([functionOf(abi, call, calls), variants]).toEqual([name, [variant]]);
});
