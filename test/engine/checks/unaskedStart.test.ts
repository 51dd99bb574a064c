import { expect, test } from 'vitest';
import { type CheckSubject, parseChecks, unaskedStart } from '../../../src/engine/checks/index.ts';
import { parseProfile } from '../../../src/engine/seccomp/index.ts';
import { TARGET } from '../seccomp/inline.ts';
import { profileOf } from './told.ts';

const CLOSED = profileOf('errno: allow mkdir');
const REFUSED: CheckSubject = {
  profile: parseProfile('{\n"defaultAction": "SCMP_ACT_ALOW" }').value ?? expect.fail('no profile'),
  target: TARGET,
};

test.each<[what: string, subject: CheckSubject, checks: string, warning: string | undefined]>([
  [
    'a profile under which no container starts',
    CLOSED,
    'mkdir -> allow',
    'no start: runc calls openat, and gets ERRNO ENOSYS by runc (a higher number than any that the profile names). Add the line starts -> yes to your checks.',
  ],
  [
    'one that the runtime refuses',
    REFUSED,
    'mkdir -> allow',
    'no start (line 2 of the profile): "SCMP_ACT_ALOW" is not an action. Add the line starts -> yes to your checks.',
  ],
  ['a check asks it', CLOSED, 'mkdir -> allow\nstarts -> no', undefined],
  ['a container starts', profileOf('allow: errno mkdir'), 'mkdir -> EPERM', undefined],
  [
    'without a runtime nothing starts at all',
    {
      profile: parseProfile('{ "defaultAction": "SCMP_ACT_ALLOW" }').value ?? expect.fail('no profile'),
      target: { ...TARGET, runtime: 'libseccomp' },
    },
    'mkdir -> allow',
    undefined,
  ],
  ['a map', { mapText: '0 100000 65536' }, 'write -> ok', undefined],
])('%s', async (_, subject, checks, warning) =>
  expect(await unaskedStart(subject, parseChecks(checks).value ?? [])).toBe(warning),
);
