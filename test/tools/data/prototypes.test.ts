import { describe, expect, test } from 'vitest';
import { prototypesIn } from '../../../src/tools/data/prototypes.ts';
import { functionOf, variantOf } from '../../../src/tools/data/syscallFunctions.ts';

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

test.each<[string, string, string | undefined, number]>([
  ['x86_64', 'openat', 'openat', 0],
  ['x86_64', 'stat', 'newstat', 0],
  ['x86', 'oldstat', 'stat', 0],
  ['x86', 'setresuid', 'setresuid16', 0],
  ['x86', 'setresuid32', 'setresuid', 0],
  ['x86', 'futex', 'futex_time32', 0],
  ['x86', 'futex_time64', 'futex', 0],
  ['x86', 'clock_gettime64', 'clock_gettime', 0],
  ['x86', 'fallocate', undefined, 0],
  ['x32', 'preadv', undefined, 0],
  ['aarch64', 'fadvise64', 'fadvise64_64', 0],
  ['x86_64', 'clone', 'clone', 2],
  ['aarch64', 'clone', 'clone', 0],
  ['x86', 'sigsuspend', 'sigsuspend', 1],
])('on %s %s is served by %s, variant %d', (abi, call, name, variant) => {
  expect([functionOf(abi, call), variantOf(abi, call)]).toEqual([name, variant]);
});
