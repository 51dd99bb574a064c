import { describe, expect, test } from 'vitest';
import { forecast, judge, type Refusal, stoppedBy } from '../../../src/engine/fit/index.ts';
import { filterIn } from '../seccomp/inline.ts';
import { nameOf, traced, traceOf } from './calls.ts';

/** "would-fail: stops mkdir; starts read": the verdict, and each list that has a call. */
function foreseen(before: string, after: string, calls: string, known = ''): string {
  const { verdict, goesOnTo, ...lists } = forecast(traceOf(calls), filterIn(before), filterIn(after), setsOf(known));
  const told = Object.entries(lists).flatMap(([name, list]) => {
    const words = list.map(({ before: { call } }) => nameOf(call));
    return words.length > 0 ? [`${name} ${words.join(' ')}`] : [];
  });
  return [verdict, ...told, ...(goesOnTo.length > 0 ? [`goes on to ${goesOnTo.join(' ')}`] : [])].join('; ');
}

/** "mkdir 1 + rmdir 1 | chroot 1" */
const setsOf = (words: string): Refusal[][] =>
  words.split(' | ').flatMap((set) => {
    const refusals = [...set.matchAll(/(\w+) (\d+)/g)];
    return refusals.length === 0 ? [] : [refusals.map(([, name = '', errno]) => ({ name, errno: Number(errno) }))];
  });

describe('what becomes of a traced program under another filter', () => {
  test.each<[before: string, after: string, calls: string, told: string]>([
    ['errno: allow read', 'errno: allow read', 'read = 3', 'as-before'],
    ['errno: allow read', 'errno: allow read', '', 'as-before'],
    ['allow: errno=1 chroot', 'errno: allow read', 'read = 3', 'as-before'],
    ['allow: errno=1 chroot', 'errno: allow read', 'read = 3 ; mkdir = 0', 'would-fail; stops mkdir'],
    ['errno: allow read', 'errno: allow read mkdir', 'read = 3 ; mkdir = 0', 'goes-on; starts mkdir'],
    [
      'errno: allow read mkdir',
      'errno: allow read rmdir',
      'mkdir = 0 ; rmdir = 0',
      'would-fail; stops mkdir; starts rmdir',
    ],
    ['errno: allow read', 'errno: allow mkdir', 'mkdir = 0 ; rmdir = 0', 'as-before; starts mkdir; stays rmdir'],
    // another refusal is a refusal, and a log is none
    ['errno: allow read', 'errno=38: allow read', 'mkdir = 0', 'as-before; stays mkdir'],
    ['errno: allow read', 'errno=13: allow read', 'mkdir = 0', 'as-before; stays mkdir'],
    ['errno: allow read', 'kill: allow read', 'mkdir = 0', 'as-before; stays mkdir'],
    ['allow: errno=1 chroot', 'log: errno=1 chroot', 'mkdir = 0', 'as-before'],
    // by the arguments that either compares
    [
      'allow: errno=1 chroot',
      'errno: allow socket arg0==1',
      'socket(1) = 3 ; socket(2) = 3',
      'would-fail; stops socket',
    ],
    ['errno: allow socket arg0==1', 'errno: allow socket arg1==2', 'socket(1, 2) = 3', 'as-before'],
    ['errno: allow socket arg0==1', 'errno: allow socket arg1==2', 'socket(1, 3) = 3', 'would-fail; stops socket'],
    // what the trace does not tell
    ['allow: errno=1 chroot', 'errno: allow bind arg1==2', 'bind = 0', 'goes-on; unsure bind'],
    // what programs take for a kernel without the call, and what they were given already
    ['allow: errno=1 chroot', 'errno: allow clone | errno=38 clone3', 'clone3 = 7', 'goes-on'],
    // (close_range has a higher number: else runc answers ENOSYS)
    ['allow: errno=1 chroot', 'errno: allow clone close_range', 'clone3 = 7', 'would-fail; stops clone3'],
    ['allow: errno=1 chroot', 'errno: allow read', 'mount = -1 EPERM', 'goes-on'],
    ['allow: errno=1 chroot', 'errno: allow read', 'mount = -1 EBUSY', 'would-fail; stops mount'],
    // what comes next
    [
      'errno: allow read',
      'errno: allow read io_uring_setup',
      'io_uring_setup = -1 EPERM',
      'goes-on; starts io_uring_setup; goes on to io_uring_enter io_uring_register',
    ],
    [
      'errno: allow read',
      'errno: allow read io_uring_setup io_uring_enter io_uring_register',
      'io_uring_setup = -1 EPERM',
      'goes-on; starts io_uring_setup',
    ],
  ])('%s, then %s: %s', (before, after, calls, told) => {
    expect(foreseen(before, after, calls)).toBe(told);
  });

  test.each<[known: string, told: string]>([
    ['', 'would-fail; stops mkdir rmdir'],
    ['mkdir 1', 'would-fail; stops rmdir; without mkdir'],
    ['mkdir 1 | rmdir 1', 'goes-on; without mkdir rmdir'],
    ['mkdir 1 + rmdir 1', 'goes-on; without mkdir rmdir'],
    // with another error, or with a call that passes: not as it was seen
    ['mkdir 38 | rmdir 1', 'would-fail; stops mkdir; without rmdir'],
    ['mkdir 1 + read 1 | rmdir 1', 'would-fail; stops mkdir; without rmdir'],
  ])('what the program is known to do without: %s', (known, told) => {
    expect(foreseen('allow: errno=1 chroot', 'errno: allow read', 'read = 3 ; mkdir = 0 ; rmdir = 0', known)).toBe(
      told,
    );
  });

  test('a call is judged alike from before to after and back', () => {
    const calls = traceOf('read = 3 ; mkdir = 0 ; rmdir = 0 ; chroot = -1 ENOENT ; socket(1) = 3 ; socket(2) = 3');
    const [one, other] = [
      filterIn('errno: allow read mkdir socket'),
      filterIn('errno: allow read rmdir | allow socket arg0==2'),
    ];
    const [there, back] = [forecast(calls, one, other), forecast(calls, other, one)];
    expect(there.stops.map(({ before, after }) => [before, after])).toEqual(
      back.starts.map(({ before, after }) => [after, before]),
    );
    expect(back.stops.map(({ after }) => after.name)).toEqual(['rmdir']);
  });

  test('a signal is no error that a program could do without', () => {
    const judged = judge(filterIn('kill: allow read'), [traced('mkdir = 0')]);
    expect(stoppedBy(judged, setsOf('mkdir 1 | mkdir 0'))).toEqual({ stops: judged, without: [] });
  });
});
