import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { isKnownName, readArch } from '../../../../src/engine/linux/index.ts';
import {
  type CallAnswer,
  LIBC_CALLS,
  type Libc,
  type LibcRow,
  libcAnswer,
} from '../../../../src/engine/stack/index.ts';

const file: { calls: string[]; rows: LibcRow[] } = JSON.parse(
  readFileSync(new URL('../../../../content/data/libc/answers.json', import.meta.url), 'utf8'),
);
const libc = (text: string): Libc => {
  const [name = '', version = '', bits, token] = text.split(' ');
  const arch = token === undefined ? undefined : readArch(token);
  return { name: name as Libc['name'], version, ...(bits === '32' && { bits: 32 }), ...(arch && { arch }) };
};
const told = (call: string, text: string, answer: CallAnswer) => {
  const { outcome, rows } = libcAnswer(call, libc(text), answer) ?? expect.fail(call);
  return [outcome, rows.flatMap(({ functions }) => functions).join(', ')];
};

it.each([
  // ubuntu:22.04 on Docker before 20.10.10, which answers EPERM; later ones answer ENOSYS.
  ['clone3', 'glibc 2.35', 'EPERM', 'fails', 'pthread_create, posix_spawn'],
  ['clone3', 'glibc 2.35', 'ENOSYS', 'falls back', 'pthread_create, posix_spawn'],
  ['clone3', 'glibc 2.35', 'kill', 'killed', 'pthread_create, posix_spawn'],
  ['clone3', 'glibc 2.33', 'EPERM', 'not called', ''],
  ['clone3', 'musl 1.2.5', 'EPERM', 'not called', ''],
  ['clone3', 'go 1.24', 'kill', 'not called', ''],
  // alpine:3.14
  ['faccessat2', 'musl 1.2.2', 'EPERM', 'fails', 'faccessat AT_EACCESS'],
  ['faccessat2', 'musl 1.2.2', 'ENOSYS', 'falls back', 'faccessat AT_EACCESS'],
  ['faccessat2', 'musl 1.1.24', 'EPERM', 'not called', ''],
  ['faccessat2', 'glibc 2.32', 'EPERM', 'not called', ''],
  ['faccessat2', 'glibc 2.33', 'EPERM', 'fails', 'faccessat AT_EACCESS'],
  ['faccessat2', 'go 1.19.8', 'EPERM', 'not called', ''],
  ['faccessat2', 'go 1.20', 'EPERM', 'falls back', 'exec.LookPath'],
  ['fchmodat2', 'musl 1.2.4', 'EPERM', 'not called', ''],
  ['fchmodat2', 'musl 1.2.5', 'EPERM', 'fails', 'fchmodat AT_SYMLINK_NOFOLLOW'],
  ['fchmodat2', 'glibc 2.39', 'ENOSYS', 'falls back', 'fchmodat AT_SYMLINK_NOFOLLOW'],
  ['close_range', 'glibc 2.34', 'EPERM', 'passed on', 'close_range, closefrom'],
  ['openat2', 'glibc 2.41', 'EPERM', 'not called', ''],
  ['openat2', 'glibc 2.42', 'EPERM', 'unknown', ''],
  ['openat2', 'glibc 2.43', 'EPERM', 'passed on', 'openat2'],
  ['rseq', 'glibc 2.35', 'EPERM', 'falls back', 'start'],
  ['rseq', 'glibc 2.35', 'kill', 'killed', 'start'],
  ['set_robust_list', 'glibc 2.17', 'EPERM', 'falls back', 'start'],
  ['getrandom', 'glibc 2.36', 'EPERM', 'fails', 'arc4random, start'],
  ['statx', 'glibc 2.41', 'EPERM', 'fails', 'statx'],
  ['statx', 'glibc 2.41 32', 'EPERM', 'fails', 'statx, start'],
  ['statx', 'glibc 2.34 32', 'ENOSYS', 'unknown', 'statx'],
  ['statx', 'musl 1.2.4', 'EPERM', 'not called', ''],
  ['statx', 'musl 1.2.4 32', 'EPERM', 'fails', 'stat'],
  ['clock_gettime64', 'musl 1.2.2 32', 'EPERM', 'fails', 'clock_gettime'],
  ['clock_gettime64', 'musl 1.2.2 32', 'ENOSYS', 'falls back', 'clock_gettime'],
  ['clock_gettime64', 'glibc 2.31', 'EPERM', 'not called', ''],
  ['futex_time64', 'go 1.27.3 32', 'ENOSYS', 'fails', 'start'],
  ['map_shadow_stack', 'glibc 2.43', 'kill', 'not called', ''],
  ['io_uring_setup', 'musl 1.2.6', 'kill', 'not called', ''],
] as const)('%s, %s, %s: %s %s', (call, text, answer, outcome, functions) => {
  expect(told(call, text, answer)).toEqual([outcome, functions]);
});

it.each([
  // The wrapper of clone3 came to x86 first: HAVE_CLONE3_WRAPPER in sysdep.h of glibc 2.36, 2.41 and 2.43.
  ['clone3', 'glibc 2.35 64 x86_64', 'EPERM', 'fails', 'pthread_create, posix_spawn'],
  ['clone3', 'glibc 2.35 32 x86', 'EPERM', 'fails', 'pthread_create, posix_spawn'],
  ['clone3', 'glibc 2.35 64 aarch64', 'EPERM', 'not called', ''],
  ['clone3', 'glibc 2.36 64 aarch64', 'EPERM', 'not called', ''],
  ['clone3', 'glibc 2.37 64 aarch64', 'EPERM', 'unknown', ''],
  ['clone3', 'glibc 2.39 64 aarch64', 'EPERM', 'fails', 'pthread_create, posix_spawn'],
  ['clone3', 'glibc 2.41 32 arm', 'ENOSYS', 'falls back', 'pthread_create, posix_spawn'],
  ['clone3', 'glibc 2.36 64 loongarch64', 'EPERM', 'fails', 'pthread_create, posix_spawn'],
  ['clone3', 'glibc 2.43 64 riscv64', 'EPERM', 'fails', 'pthread_create, posix_spawn'],
  ['clone3', 'glibc 2.43 64 s390x', 'EPERM', 'fails', 'pthread_create, posix_spawn'],
  // powerpc/sysdep.h has it for 64 bits alone.
  ['clone3', 'glibc 2.43 32 ppc', 'EPERM', 'not called', ''],
  // RSEQ_SIG of bits/rseq.h.
  ['rseq', 'glibc 2.35 64 aarch64', 'kill', 'killed', 'start'],
  ['rseq', 'glibc 2.36 64 riscv64', 'kill', 'not called', ''],
  ['rseq', 'glibc 2.39 64 riscv64', 'EPERM', 'unknown', ''],
  ['rseq', 'glibc 2.41 64 riscv64', 'kill', 'killed', 'start'],
  ['rseq', 'glibc 2.43 64 loongarch64', 'EPERM', 'falls back', 'start'],
  // fstatat64.c: 32-bit programs, mips64 with its 32-bit times, and loongarch, which has no other call.
  ['statx', 'glibc 2.41 64 aarch64', 'EPERM', 'fails', 'statx'],
  ['statx', 'glibc 2.41 32 arm', 'EPERM', 'fails', 'statx, start'],
  ['statx', 'glibc 2.41 64 mips64', 'ENOSYS', 'falls back', 'statx, start'],
  ['statx', 'glibc 2.41 64 loongarch64', 'ENOSYS', 'fails', 'statx, start'],
  ['statx', 'musl 1.2.6 64 loongarch64', 'ENOSYS', 'fails', 'statx, stat'],
  ['statx', 'musl 1.2.6 64 mipsel64', 'EPERM', 'fails', 'statx, stat'],
  // The vDSO of 32-bit arm and mips has the call; powerpc and s390 ask theirs for 32-bit times.
  ['clock_gettime64', 'glibc 2.41 32 arm', 'ENOSYS', 'fails', 'clock_gettime'],
  ['clock_gettime64', 'glibc 2.41 32 s390', 'ENOSYS', 'unknown', ''],
  ['clock_gettime64', 'glibc 2.41 64 aarch64', 'EPERM', 'not called', ''],
  ['futex_time64', 'go 1.27.3 32 arm', 'EPERM', 'unknown', ''],
  ['futex_time64', 'go 1.24.4 32 arm', 'EPERM', 'not called', ''],
  ['futex_time64', 'go 1.27.3 64 aarch64', 'EPERM', 'not called', ''],
] as const)('by architecture: %s, %s, %s: %s %s', (call, text, answer, outcome, functions) => {
  expect(told(call, text, answer)).toEqual([outcome, functions]);
});

test('nothing is told of a call that the table lacks; a distribution’s patch counts', () => {
  expect(libcAnswer('mkdir', libc('glibc 2.41'), 'EPERM')).toBeUndefined();
  const alpine = { ...libc('musl 1.2.2'), without: ['faccessat2'] };
  expect(libcAnswer('faccessat2', alpine, 'EPERM')).toEqual({ outcome: 'not called', rows: [] });
});

test('every line has a known call, a source, and what it falls back to where it does', () => {
  expect(LIBC_CALLS.filter((call) => !isKnownName(call))).toEqual([]);
  for (const row of file.rows) {
    const { call, functions, source, to, ENOSYS, arches = [] } = row;
    expect(arches.filter((token) => readArch(token) === undefined)).toEqual([]);
    expect([LIBC_CALLS.includes(call), functions.length > 0, source.length > 10]).toEqual([true, true, true]);
    expect([row, ENOSYS === 'falls back']).toEqual([row, to !== undefined]);
  }
});
