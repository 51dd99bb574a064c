import { expect, test } from 'vitest';
import { stackOf } from '../../../../src/engine/stack/index.ts';
import { compiledAnswer } from '../../../../src/islands/filter/words/pastedAnswer.ts';
import { compiled } from '../../../../src/islands/filter/worker/answerFilter.ts';
import { plain } from '../../../../src/ui/Phrase.ts';
import { filterOf } from '../../../engine/seccomp/inline.ts';

const filter = filterOf('errno: allow read write', { runtime: 'runc' });
const stack = stackOf('docker-29.9');
const done = typeof filter === 'string' ? undefined : compiled(filter, 'balance', [], () => {});
if (done === undefined || stack === undefined) throw new Error('no program');

const OF_PROFILE = ['oci', 'systemd', 'lxc'];

test.each<[isEqual: boolean | undefined, tone: string, told: string, forms: string[]]>([
  [
    true,
    'allow',
    'Proved: the program answers every call as the filter does. Each of its paths was compared with the filter, over all call numbers and all argument values.',
    ['raw', 'c', 'base64', 'hex', 'listing', ...OF_PROFILE],
  ],
  [
    undefined,
    'depends',
    'The program was not proved equal to the filter in the time given, so it is not offered. Write fewer conditions on arguments, or use the profile itself, which the runtime compiles with libseccomp.',
    OF_PROFILE,
  ],
  [
    false,
    'deny',
    'The program answers a call differently from the filter, so it is not offered. This is a bug in the compiler: please report the profile.',
    OF_PROFILE,
  ],
])('a program whose proof came out %s', (isEqual, tone, told, forms) => {
  const parts = { ...done, isEqual, stack, oci: '{}', runs: [], besideRuns: [], wish: 'balance' as const };
  const answer = compiledAnswer(parts);
  const [said, loaded = ''] = answer.lines.map(plain);
  expect([answer.tone, said, loaded.endsWith('answers the same calls in the same way.')]).toEqual([
    tone,
    told,
    isEqual === true,
  ]);
  expect(answer.forms.map(({ id }) => id)).toEqual(forms);
});
