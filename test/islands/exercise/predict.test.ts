import { describe, expect, test } from 'vitest';
import {
  initPredict,
  type Predict,
  type PredictMessage,
  updatePredict,
} from '../../../src/islands/exercise/state/find.ts';
import { predictView } from '../../../src/islands/exercise/words/predictView.ts';

const EXERCISE: Predict = {
  kind: 'predict',
  choices: [{ says: '`33`', why: 'No map.' }, { says: '`165569`' }, { says: '`165536`', why: 'That is *root*.' }],
  found: 'host UID 165569',
  explain: 'Add `33`.',
};
const after = (...messages: PredictMessage[]) => predictView(messages.reduce(updatePredict, initPredict(EXERCISE)));
const choose = (at: number): PredictMessage => ({ kind: 'choose', at });

describe('predict', () => {
  test.each<[string, PredictMessage[], (string | undefined)[], boolean, string]>([
    ['nothing chosen', [], [undefined, undefined, undefined], false, ''],
    ['asked too soon', [{ kind: 'commit' }], [undefined, undefined, undefined], false, 'Choose an answer first.'],
    ['chosen', [choose(2)], [undefined, undefined, undefined], false, ''],
    [
      'right',
      [choose(1), { kind: 'commit' }],
      [undefined, 'right', undefined],
      true,
      'Right. Add 33. The right answer: 165569.',
    ],
    ['wrong', [choose(2), { kind: 'commit' }], [undefined, undefined, 'wrong'], false, 'Not this one. That is root.'],
    [
      'wrong, and the answer asked for',
      [choose(2), { kind: 'commit' }, { kind: 'show', isShown: true }],
      [undefined, 'right', 'wrong'],
      false,
      'Not this one. That is root. The right answer: 165569.',
    ],
    [
      'the answer hidden again',
      [choose(2), { kind: 'commit' }, { kind: 'show', isShown: true }, { kind: 'show', isShown: false }],
      [undefined, undefined, 'wrong'],
      false,
      'Not this one. That is root.',
    ],
    [
      'the answer asked for before',
      [choose(2), { kind: 'show', isShown: true }],
      [undefined, undefined, undefined],
      false,
      '',
    ],
    [
      'another choice after the commitment',
      [choose(2), { kind: 'commit' }, choose(1)],
      [undefined, undefined, 'wrong'],
      false,
      'Not this one. That is root.',
    ],
    ['begun again', [choose(2), { kind: 'commit' }, { kind: 'again' }], [undefined, undefined, undefined], false, ''],
  ])('%s', (_name, messages, marks, isSolved, announcement) => {
    const view = after(...messages);
    expect([view.choices.map(({ mark }) => mark), view.isSolved, view.announcement]).toEqual([
      marks,
      isSolved,
      announcement,
    ]);
  });
});
