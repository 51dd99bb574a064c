import { describe, expect, test } from 'vitest';
import type { ChecksReply, ChecksState } from '../../../src/instrument/checks/Checks.ts';
import { checksView } from '../../../src/instrument/checks/checksView.ts';
import { initChecks } from '../../../src/instrument/checks/useChecks.ts';

const TEXT = 'starts -> yes\nmkdir -> EPERM';
const HOLDS = { line: 1, start: 0, text: 'starts -> yes', ok: true, found: 'a container that starts' };
const FAILS = { line: 2, start: 14, text: 'mkdir -> EPERM', ok: false, found: 'ALLOW', example: { call: 'mkdir' } };
const PROBLEM = { code: 'check-arrow-missing', severity: 'error' as const, message: 'No -> on this line.' };

function answered(reply: ChecksReply, change: Partial<ChecksState<string>> = {}): ChecksState<string> {
  const asked = { subject: 'a', text: TEXT, files: [] };
  return { ...initChecks('a'), asked, turn: 1, answer: { question: { ...asked, turn: 1 }, reply }, ...change };
}
const view = (state: ChecksState<string>, given: Partial<Parameters<typeof checksView>[1]> = {}) =>
  checksView(state, { text: TEXT, isAsked: true, isLate: false, ...given });

describe('how many hold, in words', () => {
  test.each<[reply: ChecksReply, headline: string, tone: string]>([
    [{ checks: [HOLDS, FAILS], problems: [] }, '1 of 2 checks hold', 'deny'],
    [{ checks: [HOLDS], problems: [] }, '1 of 1 check holds', 'allow'],
    [{ checks: [FAILS], problems: [] }, '0 of 1 check holds', 'deny'],
    [{ checks: [HOLDS], problems: [PROBLEM] }, '1 of 1 check holds, 1 problem in the lines', 'deny'],
    [{ checks: [HOLDS], problems: [], warning: 'No start.' }, '1 of 1 check holds', 'depends'],
    [{ checks: [FAILS], problems: [], warning: 'No start.' }, '0 of 1 check holds', 'deny'],
    [{ checks: [], problems: [PROBLEM, PROBLEM] }, '2 problems in the lines', 'deny'],
    [{ checks: [], problems: [] }, 'No check yet', 'allow'],
    [{ checks: [FAILS], problems: [], unasked: 'No profile yet' }, 'No profile yet', 'depends'],
  ])('%j', (reply, headline, tone) => {
    const shown = view(answered(reply));
    expect([shown.headline, shown.tone]).toEqual([headline, tone]);
  });
});

test('each line has its word, and a failure is read out with what was found', () => {
  const { rows, announcement } = view(answered({ checks: [HOLDS, FAILS], problems: [] }));
  expect([rows.map(({ word, tone }) => [word, tone]), announcement]).toEqual([
    [
      ['Holds', 'allow'],
      ['Fails', 'deny'],
    ],
    '1 of 2 checks hold. Failed: mkdir -> EPERM. ALLOW',
  ]);
});

test('that no container starts is seen and read out, as long as the answer is in sight', () => {
  const found = 'no start: runc refuses.';
  const reply = { checks: [HOLDS, { ...FAILS, found }], problems: [], warning: 'starts -> yes would fail.' };
  const shown = [view(answered(reply)), view(answered(reply), { text: ' ' }), view(answered(reply), { isLate: true })];
  expect([shown.map(({ warning }) => warning), shown[0]?.announcement]).toEqual([
    ['starts -> yes would fail.', undefined, undefined],
    '1 of 2 checks hold. Failed: mkdir -> EPERM. no start: runc refuses. Warning: starts -> yes would fail.',
  ]);
});

test('without a profile no line is judged', () => {
  const { rows } = view(answered({ checks: [FAILS], problems: [], unasked: 'No profile yet' }));
  expect(rows.map(({ word, tone }) => [word, tone])).toEqual([['Not checked', 'depends']]);
});

describe('what is of another question goes once the answer is late', () => {
  const reply = { checks: [HOLDS], problems: [PROBLEM] };
  test.each<
    [what: string, state: ChecksState<string>, given: Partial<Parameters<typeof checksView>[1]>, seen: unknown]
  >([
    ['asked and answered', answered(reply), {}, [1, true, true]],
    ['typed on a moment ago', answered(reply), { text: `${TEXT}\n`, isAsked: false }, [1, false, true]],
    ['late', answered(reply, { turn: 2, late: true }), {}, [0, true, false]],
    ['what is in sight is late itself', answered(reply), { isLate: true }, [0, true, false]],
    ['the lines are gone', answered(reply), { text: ' ' }, [0, false, true]],
  ])('%s', (_, state, given, seen) => {
    const { rows, problems, missing } = view(state, given);
    expect([rows.length, problems !== undefined, missing === undefined]).toEqual(seen);
  });
});

test('a change can be taken back as long as the text is what it made', () => {
  const undo = { words: 'Fixed.', before: 'x', after: TEXT };
  const state = answered({ checks: [], problems: [] }, { undo });
  expect([view(state).undo, view(state, { text: 'typed on' }).undo]).toEqual([undo, undefined]);
});
