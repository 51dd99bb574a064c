import { expect, test } from 'vitest';
import { check, parseChecks } from '../../../src/engine/checks/index.ts';
import { parseTrace } from '../../../src/engine/trace/index.ts';
import { profileOf, resultWords } from './told.ts';

test.each<[profile: string, trace: string, check: string, told: string]>([
  ['errno: allow mkdir', 'mkdir("/a", 0755) = 0', 'passes', 'holds: 1 distinct call, all of which pass'],
  ['errno: allow mkdir', 'mkdir("/a", 0755) = 0', 'not passes', 'fails: 1 distinct call, all of which pass'],
  [
    'errno: allow mkdir',
    'mkdir("/a", 0755) = 0\nrename("/a", "/b") = 0',
    'passes',
    'fails: x86_64: rename on line 2 of the trace gets ERRNO EPERM by defaultAction on line 1 (no rule) [x86_64: rename]',
  ],
  [
    'errno: allow mkdir',
    'rename("/a", "/b") = 0\nmkdir("/a", 0755) = 0\nchdir("/") = 0\nfchdir(3) = 0',
    'passes',
    'fails: x86_64: rename on line 1 of the trace gets ERRNO EPERM by defaultAction on line 1 (no rule), and 2 more calls would fail [x86_64: rename]',
  ],
  [
    'errno: allow mkdir',
    'rename("/a", "/b") = 0',
    'not passes',
    'holds: x86_64: rename on line 1 of the trace gets ERRNO EPERM by defaultAction on line 1 (no rule)',
  ],
  // glibc goes on with clone where clone3 is missing (EXPECTS_ENOSYS has the source).
  ['allow: errno=38 clone3', 'clone3({flags=CLONE_VM}, 88) = 7', 'passes', 'holds: 1 distinct call, all of which pass'],
  // Of a list of names no argument is known.
  [
    'errno: allow personality arg0==0',
    'personality',
    'passes',
    'holds: 1 distinct call, all of which pass or depend on what the trace does not tell (1)',
  ],
  // What can't be read may be the call that is refused.
  [
    'errno: allow mkdir',
    'mkdir("/a", 0755) = 0\nbrandnewcall(1) = 0',
    'passes',
    'fails: the calls that can be read pass, but line 2 of the trace can’t be read',
  ],
  [
    'errno: allow mkdir',
    'brandnewcall(1) = 0\nmkdir("/a", 0755) = 0\nanother(1) = 0',
    'not passes',
    'fails: the calls that can be read pass, but 2 lines of the trace can’t be read, the first of them line 1',
  ],
  [
    'errno: allow mkdir',
    'nothing\nof this',
    'passes',
    'fails: no trace: the file has no line that shows a system call',
  ],
])('%s: %j %s', (profile, trace, expected, wanted) => {
  const { value = [], diagnostics } = parseChecks(`trace run.strace -> ${expected}`);
  const results = check(profileOf(profile), value, new Map([['run.strace', parseTrace(trace)]]));
  expect([diagnostics, results.map(resultWords)]).toEqual([[], [wanted]]);
});

test('a trace that is not given fails by name, and a map has none', () => {
  const { value = [] } = parseChecks('trace run.strace -> passes');
  expect([...check(profileOf('allow:'), value), ...check({ mapText: '0 0 1' }, value)].map(resultWords)).toEqual([
    'fails: no trace: run.strace is not among the files',
    'fails: an ID map: only a profile answers this check',
  ]);
});
