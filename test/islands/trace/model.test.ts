import { describe, expect, test } from 'vitest';
import { isWaiting } from '../../../src/instrument/worker/useWaiting.ts';
import { init, linkOf, update } from '../../../src/islands/trace/state/model.ts';
import type { Answer, Message, Reply, State } from '../../../src/islands/trace/state/State.ts';
import { select } from '../../../src/islands/trace/words/select.ts';
import { TRACE_LINK_DEFAULTS, type TraceLink } from '../../../src/share/traceLink.ts';

const REPLY: Reply = { problems: [], answer: undefined, refusal: undefined };
const ANSWER: Answer = {
  ...{ formats: [], tone: 'allow', headline: 'h', askedOf: undefined, profileInTrace: undefined, lines: [], rows: [] },
  ...{ folded: undefined, lost: undefined, unread: { count: 0, first: [] }, fix: undefined, made: undefined },
  computedFor: [],
};
const start = init({ link: { ...TRACE_LINK_DEFAULTS, trace: 'ex' } }, REPLY);
const said = ({ asked, own, usesOwn, undo, turn }: State) => [
  asked.trace,
  asked.profile,
  asked.chosen.map(({ call, choice }) => `${call}:${choice}`).join(),
  own,
  usesOwn,
  undo?.words,
  turn,
];

const trace = (text: string): Message => ({ kind: 'trace', trace: text });
const own = (text: string): Message => ({ kind: 'own', text });
const uses = (usesOwn: boolean): Message => ({ kind: 'uses-own', usesOwn });
const choose = (call: string, choice: 'call' | 'leave'): Message => ({
  kind: 'choose',
  chosen: { arch: 'SCMP_ARCH_X86_64', call, choice },
});
const file = (of: 'trace' | 'profile', value: string): Message => ({
  kind: 'file',
  of,
  file: { name: 'f', value, diagnostics: [] },
});
const link = (change: Partial<TraceLink>): Message => ({
  kind: 'open',
  opening: { link: { ...TRACE_LINK_DEFAULTS, ...change } },
});

describe('what is asked after what the reader does', () => {
  test.each<[what: string, Message[], unknown[]]>([
    ['nothing', [], ['ex', undefined, '', '', false, undefined, 0]],
    ['a trace takes the place of the example', [trace('a')], ['a', undefined, '', '', false, undefined, 1]],
    ['a choice for a call', [choose('unshare', 'call')], ['ex', undefined, 'unshare:call', '', false, undefined, 1]],
    [
      'another choice for the same call takes its place',
      [choose('unshare', 'call'), choose('mount', 'call'), choose('unshare', 'leave')],
      ['ex', undefined, 'mount:call,unshare:leave', '', false, undefined, 3],
    ],
    [
      'choices go with their trace',
      [choose('unshare', 'call'), trace('b')],
      ['b', undefined, '', '', false, undefined, 2],
    ],
    ['a profile of one’s own, empty, asks the default', [uses(true)], ['ex', undefined, '', '', true, undefined, 0]],
    ['a profile of one’s own', [uses(true), own('{}')], ['ex', '{}', '', '{}', true, undefined, 1]],
    [
      'stays beside the default',
      [uses(true), own('{}'), uses(false)],
      ['ex', undefined, '', '{}', false, undefined, 2],
    ],
    [
      'a file takes the place of a trace, which can be had back',
      [trace('a'), file('trace', 'f')],
      ['f', undefined, '', '', false, 'Opened f.', 2],
    ],
    [
      'and is had back',
      [trace('a'), file('trace', 'f'), { kind: 'undo' }],
      ['a', undefined, '', '', false, undefined, 3],
    ],
    [
      'a file of a profile is asked, and what it replaced can be had back',
      [uses(true), own('{}'), file('profile', '[]'), { kind: 'undo' }],
      ['ex', '{}', '', '{}', true, undefined, 3],
    ],
    [
      'a link takes the place of a trace, which can be had back',
      [trace('a'), link({ trace: 'l' })],
      ['l', undefined, '', '', false, 'The link replaced your trace.', 2],
    ],
  ])('%s', (_what, messages, expected) => {
    expect(said(messages.reduce(update, start))).toEqual(expected);
  });

  test('the answer of the page’s own trace is out of sight from before a link is read until its answer is there', () => {
    const shown = (state: State) => select(state).answer?.headline ?? select(state).missing;
    const served = init({ link: TRACE_LINK_DEFAULTS }, { ...REPLY, answer: ANSWER });
    const opening = update(served, { kind: 'opening' });
    const opened = update(opening, link({ trace: 'l' }));
    const question = { ...opened.asked, turn: opened.turn };
    const answered = update(opened, { kind: 'answered', question, reply: { ...REPLY, answer: ANSWER } });
    const loading = { trouble: undefined };
    expect([served, opening, opened, answered, update(opening, link({}))].map(shown)).toEqual([
      'Example: h',
      loading,
      loading,
      'h',
      'Example: h',
    ]);
  });

  test('only the answer of the present question counts', () => {
    const asked = update(start, trace('a'));
    const answered = (turn: number) =>
      update(asked, { kind: 'answered', question: { ...asked.asked, turn }, reply: REPLY });
    expect([isWaiting(asked), isWaiting(answered(0)), isWaiting(answered(1))]).toEqual([true, true, false]);
  });
});

test('a link has no value that looks like a secret, and the page says so', () => {
  const said = (text: string) => {
    const state = update(start, trace(text));
    return [state.asked.trace, linkOf(state).trace, select(state).isMasked];
  };
  const [secret, shared] = ['hunter2prod', '***'].map((value) => `execve("/x", ["DB_PASSWORD=${value}"], 0x7f) = 0`);
  expect([said(secret ?? ''), said('read(3) = 0')]).toEqual([
    [secret, shared, true],
    ['read(3) = 0', 'read(3) = 0', false],
  ]);
});

test('the example’s trace changes no profile of the reader’s', () => {
  const fix = { title: 'The smallest change' } as Answer['fix'];
  const given = { ...ANSWER, headline: 'refuses', fix };
  const shownOf = (messages: readonly Message[]) => {
    const state = messages.reduce(update, start);
    const question = { ...state.asked, turn: state.turn };
    const { answer } = select(update(state, { kind: 'answered', question, reply: { ...REPLY, answer: given } }));
    return [answer?.headline, answer?.fix?.title];
  };
  expect([shownOf([]), shownOf([uses(true), own('{}')]), shownOf([uses(true), own('{}'), trace('read')])]).toEqual([
    ['Example: refuses', 'The smallest change'],
    ['Example: refuses', undefined],
    ['refuses', 'The smallest change'],
  ]);
});
