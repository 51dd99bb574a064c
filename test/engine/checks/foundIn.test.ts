import { expect, test } from 'vitest';
import { type CheckSubject, check, foundIn, parseChecks, type Traces } from '../../../src/engine/checks/index.ts';
import { parseTrace } from '../../../src/engine/trace/index.ts';
import { profileOf } from './told.ts';

const SUBJECTS = {
  profile: profileOf('errno: allow mkdir | allow socket arg0==1 | allow socket arg0==2 | allow clone arg0==1'),
  map: { mapText: '0 100000 10\n5 1 1' },
} satisfies Record<string, CheckSubject>;
const TRACES: Traces = new Map(
  Object.entries({
    a: 'mkdir("/a", 0) = 0\nrename("/a", "/b") = 0\n',
    b: 'mkdir("/a", 0) = 0\nbrandnewcall(1) = 0\n',
  }).map(([name, text]) => [name, parseTrace(text, 'SCMP_ARCH_X86_64')]),
);

test.each<[of: keyof typeof SUBJECTS, check: string, found: string]>([
  ['profile', 'mkdir -> EPERM', 'ALLOW by the rule on line 2 of the profile'],
  ['profile', 'rename -> EPERM', 'ERRNO EPERM by defaultAction on line 1 of the profile (no rule)'],
  [
    'profile',
    'clone(2) -> EPERM',
    'ERRNO EPERM by defaultAction on line 1 of the profile (the rule on line 5 requires arg0 == 1)',
  ],
  [
    'profile',
    'trace a -> passes',
    'x86_64: rename on line 2 of the trace gets ERRNO EPERM by defaultAction on line 1 of the profile (no rule)',
  ],
  ['profile', 'trace b -> passes', 'the calls that can be read pass, but line 2 of the trace can’t be read'],
  ['profile', 'trace on line 3.strace -> passes', 'no trace: on line 3.strace is not among the files'],
  ['map', 'write -> ok', 'EINVAL (line 2 of the map): The container ID 5 is already in line 1.'],
  ['map', 'inside 1 -> mapped', 'no map (line 2 of the map): The container ID 5 is already in line 1.'],
])('%s, %s', (of, text, found) => {
  const [result] = check(SUBJECTS[of], parseChecks(text).value ?? [], TRACES);
  expect(foundIn(SUBJECTS[of], result?.found ?? '')).toBe(found);
});
