import { describe, expect, test } from 'vitest';
import { error } from '../../../src/engine/text/index.ts';
import { init, questionOf, update } from '../../../src/islands/compare/state/model.ts';
import type { Forecast, Message, Reply, State } from '../../../src/islands/compare/state/State.ts';
import { select } from '../../../src/islands/compare/words/select.ts';
import { COMPARE_LINK_DEFAULTS } from '../../../src/share/compareLink.ts';

const span = { start: 1, end: 2, line: 1, column: 2 };
const FORECAST: Forecast = { tone: 'allow', headline: 'None would fail', lines: [], groups: [], recorded: undefined };
const REPLY: Reply = {
  problems: { before: [], after: [{ ...error('word-unknown', 'NO is no action.'), span }] },
  answer: {
    ...{ tone: 'deny', headline: 'No container starts with your profile', groups: [], computedFor: [] },
    lines: [{ words: ['NO is no action.'] }, { chip: { tone: 'allow', word: 'Newly allowed' }, words: ['mkdir'] }],
    states: { before: '', after: '' },
  },
};
const own = (text: string): Message => ({ kind: 'own', side: 'after', message: { kind: 'own', text } });
const start = init({ link: { ...COMPARE_LINK_DEFAULTS, after: { text: '{}' } } }, REPLY, FORECAST);
const later = (...messages: Message[]): State => messages.reduce(update, start);

describe('what is seen', () => {
  test.each<[what: string, Message[], problems: number, headline: string | undefined, isMissing: boolean]>([
    ['an answer, with what is wrong with its text', [], 1, 'No container starts with your profile', false],
    ['another text, while its answer is on its way', [own('[]')], 0, 'No container starts with your profile', false],
    ['once that is late', [own('[]'), { kind: 'late' }], 0, undefined, true],
    [
      'a preset in the place of the text',
      [{ kind: 'preset', side: 'after', preset: 'docker-26.1' }],
      0,
      'No container starts with your profile',
      false,
    ],
  ])('%s', (_, messages, problems, headline, isMissing) => {
    const { after, before, answer, missing } = select(later(...messages));
    expect([after.problems.length, after.marks.length, answer?.headline, missing !== undefined]).toEqual([
      problems,
      problems,
      headline,
      isMissing,
    ]);
    expect(before.problems).toEqual([]);
  });
});

test('what is read out: the headline and its lines, and a problem that they don’t tell', () => {
  const said = 'No container starts with your profile. NO is no action. Newly allowed: mkdir';
  const asked = later(own('[]'));
  const question = questionOf(asked) ?? expect.fail('nothing is asked');
  const other = { ...REPLY, problems: { before: [], after: [error('other', 'Another problem.')] } };
  const answered = update(asked, { kind: 'answered', question, reply: other });
  expect([select(start).announcement, select(answered).announcement]).toEqual([said, `${said} Another problem.`]);
});

test('the forecast of an older answer is out of sight, and what keeps the new one away is told', () => {
  const asked = later(own('[]'));
  const question = questionOf(asked) ?? expect.fail('nothing is asked');
  const answered = update(asked, { kind: 'answered', question, reply: REPLY });
  const lost = update(answered, { kind: 'not-foreseen', trouble: 'unreachable' });
  const there = update(lost, { kind: 'foreseen', turn: question.turn, forecast: FORECAST });
  expect(
    [start, answered, lost, there]
      .map(select)
      .map(({ forecast, forecastMissing, foretold }) => [forecast?.headline, forecastMissing, foretold]),
  ).toEqual([
    ['None would fail', undefined, 'None would fail.'],
    [undefined, undefined, ''],
    [undefined, 'unreachable', ''],
    ['None would fail', undefined, 'None would fail.'],
  ]);
});
