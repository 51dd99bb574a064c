import { describe, expect, test } from 'vitest';
import { comparison, judge } from '../../../src/engine/fit/index.ts';
import { filterIn } from '../seccomp/inline.ts';
import { nameOf, traceOf } from './calls.ts';

/** "refused ERRNO 1": the answer, every verdict, what it hangs on, and what the trace shows otherwise. */
function judged(words: string, calls: string, kernel = '6.12'): string[] {
  return judge(filterIn(words, { kernel }), traceOf(calls)).map(({ call, answer, verdicts, on, fallsBack, differs }) =>
    [
      nameOf(call),
      ...(call.count > 1 ? [`x${call.count}`] : []),
      answer,
      verdicts.map(({ action, data }) => (data === 0 ? action : `${action} ${data}`)).join(' or '),
      ...(on.length > 0 ? [`by arg ${on.join()}`] : []),
      ...(fallsBack ? [`falls back (${fallsBack})`] : []),
      ...(differs ? [`but ${differs.code}, ${differs.certainty}`] : []),
    ].join(' '),
  );
}

describe('what a filter makes of traced calls', () => {
  test.each<[profile: string, calls: string, told: string[]]>([
    ['errno: allow read', 'read = 3', ['read allowed ALLOW']],
    ['errno: allow read', 'mkdir = -1 EPERM', ['mkdir refused ERRNO 1']],
    // what the trace shows, and this filter never does
    ['errno: allow read', 'mkdir = 0', ['mkdir refused ERRNO 1 but ran-though-refused, certain']],
    ['errno: allow read', 'mkdir = -1 EEXIST', ['mkdir refused ERRNO 1 but other-error, certain']],
    ['kill: allow read', 'mkdir = SIGSYS', ['mkdir refused KILL_THREAD']],
    ['errno: allow read', 'mkdir = SIGSYS', ['mkdir refused ERRNO 1 but killed-though-not, certain']],
    ['proc: allow read', 'mkdir = 0', ['mkdir refused KILL_PROCESS but ran-though-refused, certain']],
    ['allow: errno=0 mkdir', 'mkdir = 0', ['mkdir refused ERRNO']],
    // a trap leaves the number where the value comes from; a handler may put anything there
    ['allow: trap mkdir', 'mkdir = 83', ['mkdir refused TRAP']],
    ['allow: trap mkdir', 'mkdir = 0', ['mkdir refused TRAP but ran-though-refused, likely']],
    // the kernel returns such errors as well
    ['errno: allow mkdir', 'mkdir = -1 EPERM', ['mkdir allowed ALLOW but error-though-allowed, possible']],
    ['errno: allow mkdir', 'mkdir = -1 ENOENT', ['mkdir allowed ALLOW']],
    ['errno: allow mkdir', 'mkdir = -1 ENOSYS', ['mkdir allowed ALLOW but error-though-allowed, likely']],
    ['errno: allow fchmodat2', 'fchmodat2 = -1 ENOSYS', ['fchmodat2 allowed ALLOW but error-though-allowed, likely']],
    // a record of the kernel's names the action
    ['errno: allow read', 'mkdir seen ERRNO', ['mkdir refused ERRNO 1']],
    ['errno: allow read', 'mkdir seen KILL_PROCESS', ['mkdir refused ERRNO 1 but other-action, certain']],
    ['errno: allow read', 'read seen LOG', ['read allowed ALLOW but other-action, certain']],
    // a tracer may answer anything
    ['errno: trace mkdir', 'mkdir = -1 EPERM', ['mkdir depends TRACE 1']],
    // arguments that the trace does not tell
    ['errno: allow personality arg0==8', 'personality seen ERRNO', ['personality depends ERRNO 1 or ALLOW by arg 0']],
    ['errno: allow personality arg0==8', 'personality(8)', ['personality allowed ALLOW']],
    ['errno: allow clone arg0==1 | allow clone arg1==2', 'clone(1, .., 3)', ['clone allowed ALLOW or ALLOW']],
    // alike where the filter looks at nothing in which they differ
    [
      'errno: allow read',
      'mkdir(1, 2) = 0 ; mkdir(2, 3) = 0',
      ['mkdir x2 refused ERRNO 1 but ran-though-refused, certain'],
    ],
    [
      'errno: allow personality arg0==8',
      'personality(8) = 0 ; personality(9) = -1 EPERM',
      ['personality allowed ALLOW', 'personality refused ERRNO 1'],
    ],
    // what programs take for a missing call
    ['errno: errno=38 clone3', 'clone3 = -1 ENOSYS', ['clone3 refused ERRNO 38 falls back (shown)']],
    ['errno: errno=38 clone3', 'clone3 = -1 EAGAIN', ['clone3 refused ERRNO 38 but other-error, certain']],
    [
      'errno: errno=38 clone3 | allow clone',
      'clone3 = 5',
      ['clone3 refused ERRNO 38 falls back (known) but ran-though-refused, certain'],
    ],
    ['errno: errno=38 mkdir', 'mkdir = 0', ['mkdir refused ERRNO 38 but ran-though-refused, certain']],
    // the ABI
    ['errno: allow read', 'x86: mkdir', ['x86: mkdir refused KILL_THREAD']],
  ])('%s: %s', (profile, calls, told) => {
    expect(judged(profile, calls)).toEqual(told);
  });

  test('a kernel that lacks the call returns ENOSYS, whatever the filter says', () => {
    expect(judged('errno: allow fchmodat2', 'fchmodat2 = -1 ENOSYS', '6.1')).toEqual(['fchmodat2 allowed ALLOW']);
  });

  test('the kernel asks no filter for uretprobe', () => {
    expect(judged('errno: allow read', 'uretprobe = 0', '6.14')).toEqual(['uretprobe allowed ERRNO 1']);
  });
});

test.each<[profile: string, calls: string, code: string]>([
  ['errno: allow read', 'read = 3 ; mkdir = 0', 'other'],
  ['errno: allow read', 'read = 3 ; mkdir = -1 EPERM', 'same'],
  ['errno: allow read', 'read = 3', 'untold'],
  ['errno: allow read', 'read = -1 EPERM', 'untold'],
  ['errno: allow read', 'mkdir seen ERRNO', 'same'],
])('whether the trace was made under the filter. %s: %s', (profile, calls, code) => {
  expect(comparison(judge(filterIn(profile), traceOf(calls))).code).toBe(code);
});
