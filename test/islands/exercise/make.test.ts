import { describe, expect, test } from 'vitest';
import type { Make } from '../../../src/islands/exercise/state/find.ts';
import { initMake, type MakeState, makeQuestion, updateMake } from '../../../src/islands/exercise/state/machine.ts';
import { makeView } from '../../../src/islands/exercise/words/findView.ts';
import { answerChecks } from '../../../src/islands/exercise/worker/answerExercise.ts';

const MAP: Make = {
  kind: 'make',
  about: 'map',
  start: '0 165536 1000\n',
  checks: 'write -> ok\ninside 0-65535 -> mapped # all of them\n',
  explain: 'All.',
};
const PROFILE: Make = {
  kind: 'make',
  about: 'profile',
  start: '{ "defaultAction": "SCMP_ACT_ALLOW" }',
  checks: 'clone3 -> ENOSYS on docker-26.1\nclone(CLONE_NEWUSER) -> EPERM\nstarts -> yes',
  explain: 'All.',
};
const QUESTION = { about: MAP.about, checks: MAP.checks, stack: undefined, writer: undefined };

async function answered(state: MakeState): Promise<MakeState> {
  const question = makeQuestion(state);
  if (!question) return state;
  return updateMake(state, { kind: 'answered', question, reply: await answerChecks(question) });
}
const begin = async (exercise: Make) =>
  initMake(exercise, await answerChecks({ ...exercise, text: exercise.start, turn: 0 }));
const typed = async (exercise: Make, text: string) =>
  answered(updateMake(await begin(exercise), { kind: 'type', text }));
const seen = (state: MakeState) => {
  const { headline, results, isSolved } = makeView(state);
  return [headline, results.map(({ ok, found }) => (ok ? 'passed' : /^(?:inside \d+|\w+)/.exec(found)?.[0])), isSolved];
};

describe('a map', () => {
  test('its start is answered at once', async () => {
    const state = await begin(MAP);
    expect([seen(state), makeQuestion(state)]).toEqual([
      ['1 of 2 checks pass', ['passed', 'inside 1000'], false],
      undefined,
    ]);
  });
  test.each([
    ['0 165536 65536', ['2 of 2 checks pass', ['passed', 'passed'], true]],
    ['0 5 32768\n32768 32773 32768', ['2 of 2 checks pass', ['passed', 'passed'], true]],
  ])('any right answer passes: %j', async (text, expected) => expect(seen(await typed(MAP, text))).toEqual(expected));

  test('while an answer is on its way the one before stays, and nothing is solved', async () => {
    const state = updateMake(await begin(MAP), { kind: 'type', text: '0 165536 65536' });
    expect([seen(state)[0], makeView(state).isSolved, makeView(updateMake(state, { kind: 'late' })).missing]).toEqual([
      '1 of 2 checks pass',
      false,
      { trouble: undefined },
    ]);
  });
  test('an answer to an older text changes nothing', async () => {
    const first = updateMake(await begin(MAP), { kind: 'type', text: '0 165536 65536' });
    const second = updateMake(first, { kind: 'type', text: 'x' });
    const reply = await answerChecks({ ...QUESTION, text: '0 165536 65536', turn: 1 });
    const old = { ...QUESTION, text: '0 165536 65536', turn: 1 };
    expect(updateMake(second, { kind: 'answered', question: old, reply })).toEqual(second);
  });
  test('reset brings the start back, and asks about it', async () => {
    const state = updateMake(await typed(MAP, 'x'), { kind: 'reset' });
    expect([state.text, makeQuestion(state)?.text]).toEqual([MAP.start, MAP.start]);
  });
});

describe('a profile', () => {
  test('its failures name the call and who answers', async () =>
    expect(seen(await begin(PROFILE))).toEqual(['1 of 3 checks pass', ['ALLOW', 'ALLOW', 'passed'], false]));
  test.each([
    ['', 'No profile yet.'],
    ['[]', 'Line 1: The text is an array, not an object.'],
    ['{ "defaultAction":\n}', 'Line 1: The key "defaultAction" has no value.'],
    ['{ "defaultAction": "SCMP_ACT_ALLOW", }', 'Line 1: Trailing comma before }.'],
  ])('%j is no profile, and no check passes', async (text, headline) =>
    expect(seen(await typed(PROFILE, text))).toEqual([headline, [undefined, undefined, undefined], false]),
  );
});
