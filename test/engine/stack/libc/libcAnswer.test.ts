import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { isKnownName } from '../../../../src/engine/linux/index.ts';
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
  const [name = '', version = '', bits] = text.split(' ');
  return { name: name as Libc['name'], version, ...(bits === undefined ? {} : { bits: 32 }) };
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

test('nothing is told of a call that the table lacks; a distribution’s patch counts', () => {
  expect(libcAnswer('mkdir', libc('glibc 2.41'), 'EPERM')).toBeUndefined();
  const alpine = { ...libc('musl 1.2.2'), without: ['faccessat2'] };
  expect(libcAnswer('faccessat2', alpine, 'EPERM')).toEqual({ outcome: 'not called', rows: [] });
});

test('every line has a known call, a source, and what it falls back to where it does', () => {
  expect(LIBC_CALLS.filter((call) => !isKnownName(call))).toEqual([]);
  for (const row of file.rows) {
    const { call, functions, source, to, ENOSYS } = row;
    expect([LIBC_CALLS.includes(call), functions.length > 0, source.length > 10]).toEqual([true, true, true]);
    expect([row, ENOSYS === 'falls back']).toEqual([row, to !== undefined]);
  }
});
