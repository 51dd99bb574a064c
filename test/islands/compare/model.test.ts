import { describe, expect, test } from 'vitest';
import { isWaiting } from '../../../src/instrument/worker/useWaiting.ts';
import { forecastQuestionOf, init, questionOf, update } from '../../../src/islands/compare/state/model.ts';
import type { Forecast, Message, Reply, Side, State } from '../../../src/islands/compare/state/State.ts';
import { COMPARE_LINK_DEFAULTS, type ComparedProfile, type ComparedSide } from '../../../src/share/compareLink.ts';

const FORECAST: Forecast = { tone: 'allow', headline: 'None would fail', lines: [], groups: [], recorded: undefined };
const REPLY: Reply = {
  problems: { before: [], after: [] },
  answer: {
    ...{ tone: 'allow', headline: 'Every call gets the same answer', lines: [], groups: [], computedFor: [] },
    states: { before: '', after: '' },
  },
};
const start = init({ link: COMPARE_LINK_DEFAULTS }, REPLY, FORECAST);
const later = (...messages: Message[]): State => messages.reduce(update, start);

const short = (profile: ComparedProfile) => ('text' in profile ? `text ${profile.text}` : profile.preset);
const field = ({ preset, own, usesOwn, undo }: Side) =>
  `${usesOwn ? 'own' : preset} “${own}”${undo ? ` (${undo.words})` : ''}`;
const said = ({ asked: { before, after, stack, afterStack }, turn, ...state }: State) =>
  `${short(before)} -> ${short(after)}, ${stack} -> ${afterStack}; ${field(state.before)}, ${field(state.after)}; ${turn}`;

const preset = (side: ComparedSide, name: string): Message => ({ kind: 'preset', side, preset: name });
const own = (side: ComparedSide, text: string): Message => ({ kind: 'own', side, message: { kind: 'own', text } });
const uses = (side: ComparedSide, usesOwn: boolean): Message => ({
  kind: 'own',
  side,
  message: { kind: 'uses-own', usesOwn },
});
const file = (side: ComparedSide, value: string | undefined): Message => ({
  kind: 'own',
  side,
  message: { kind: 'file', file: { name: 'p.json', value, diagnostics: [] } },
});
const undo = (side: ComparedSide): Message => ({ kind: 'own', side, message: { kind: 'undo' } });
const SWAP: Message = { kind: 'swap' };
const link = (change: Partial<typeof COMPARE_LINK_DEFAULTS>, over = false): Message => ({
  kind: 'open',
  opening: { link: { ...COMPARE_LINK_DEFAULTS, ...change } },
  over: over ? COMPARE_LINK_DEFAULTS : undefined,
});

const BEGAN = 'docker-26.1 “”, docker-29.9.0 “”';

describe('what is asked after what the reader does', () => {
  test.each<[what: string, Message[], string]>([
    ['nothing', [], `docker-26.1 -> docker-29.9.0, undefined -> undefined; ${BEGAN}; 0`],
    [
      'another profile',
      [preset('before', 'podman-5.4')],
      'podman-5.4 -> docker-29.9.0, undefined -> undefined; podman-5.4 “”, docker-29.9.0 “”; 1',
    ],
    [
      'the same again',
      [preset('before', 'docker-26.1')],
      `docker-26.1 -> docker-29.9.0, undefined -> undefined; ${BEGAN}; 0`,
    ],
    [
      'an own text, which is empty at first',
      [uses('after', true)],
      'docker-26.1 -> docker-29.9.0, undefined -> undefined; docker-26.1 “”, own “”; 0',
    ],
    [
      'and is pasted',
      [uses('after', true), own('after', '{}')],
      'docker-26.1 -> text {}, undefined -> undefined; docker-26.1 “”, own “{}”; 1',
    ],
    [
      'a preset after it keeps the text',
      [uses('after', true), own('after', '{}'), preset('after', 'docker-29.4')],
      'docker-26.1 -> docker-29.4, undefined -> undefined; docker-26.1 “”, docker-29.4 “{}”; 2',
    ],
    [
      'a file',
      [file('before', '{}')],
      'text {} -> docker-29.9.0, undefined -> undefined; own “{}”, docker-29.9.0 “”; 1',
    ],
    [
      'a file over a text, with the way back',
      [file('before', '[]'), file('before', '{}')],
      'text {} -> docker-29.9.0, undefined -> undefined; own “{}” (Opened p.json.), docker-29.9.0 “”; 2',
    ],
    [
      'and back',
      [file('before', '[]'), file('before', '{}'), undo('before')],
      'text [] -> docker-29.9.0, undefined -> undefined; own “[]”, docker-29.9.0 “”; 3',
    ],
    [
      'a file that can’t be read',
      [file('before', undefined)],
      `docker-26.1 -> docker-29.9.0, undefined -> undefined; ${BEGAN}; 0`,
    ],
    [
      'a stack of both',
      [{ kind: 'ask', asked: { stack: 'docker-26.1' } }],
      `docker-26.1 -> docker-29.9.0, docker-26.1 -> undefined; ${BEGAN}; 1`,
    ],
    [
      'a stack of the second',
      [{ kind: 'ask', asked: { afterStack: 'podman-5.4' } }],
      `docker-26.1 -> docker-29.9.0, undefined -> podman-5.4; ${BEGAN}; 1`,
    ],
    [
      'swapped: texts go along',
      [file('before', '{}'), SWAP],
      'docker-29.9.0 -> text {}, undefined -> undefined; docker-29.9.0 “”, own “{}”; 2',
    ],
    [
      'and stacks, where they are two',
      [{ kind: 'ask', asked: { afterStack: 'podman-5.4' } }, SWAP],
      'docker-29.9.0 -> docker-26.1, podman-5.4 -> docker-29.9; docker-29.9.0 “”, docker-26.1 “”; 2',
    ],
    [
      'a link',
      [link({ before: { preset: 'docker-24.0' }, stack: 'docker-26.1' })],
      'docker-24.0 -> docker-29.9.0, docker-26.1 -> undefined; docker-24.0 “”, docker-29.9.0 “”; 1',
    ],
    [
      'a link keeps a text that it does not have',
      [file('after', '[]'), link({})],
      'docker-26.1 -> docker-29.9.0, undefined -> undefined; docker-26.1 “”, docker-29.9.0 “[]”; 2',
    ],
    [
      'a link with a text over another',
      [file('after', '[]'), link({ after: { text: '{}' } })],
      'docker-26.1 -> text {}, undefined -> undefined; docker-26.1 “”, own “{}” (The link replaced your profile.); 2',
    ],
    [
      'the address of the page, which comes late, keeps what was chosen since',
      [preset('after', 'docker-29.4'), link({ before: { text: '{}' } }, true)],
      'text {} -> docker-29.4, undefined -> undefined; own “{}”, docker-29.4 “”; 2',
    ],
  ])('%s', (_, messages, expected) => {
    expect(said(later(...messages))).toBe(expected);
  });
});

test('the page that opens with a text has the profile that links began with behind it', () => {
  const state = init({ link: { ...COMPARE_LINK_DEFAULTS, before: { text: '{}' } } }, REPLY, FORECAST);
  expect([field(state.before), said(update(state, uses('before', false))).split(',')[0]]).toEqual([
    'own “{}”',
    'docker-26.1 -> docker-29.9.0',
  ]);
});

test('a file that can’t be read is told, and writes no address', () => {
  const problem = { code: 'file-binary', severity: 'error', message: 'p.json is a binary file.' } as const;
  const message: Message = {
    kind: 'own',
    side: 'after',
    message: { kind: 'file', file: { name: 'p.json', value: undefined, diagnostics: [problem] } },
  };
  const { notices, changed } = later(message);
  expect([notices, changed, later(message, preset('after', 'docker-29.4')).notices]).toEqual([[problem], false, []]);
});

test('an answer counts for its own question alone', () => {
  const asked = later(preset('after', 'docker-29.4'));
  const question = questionOf(asked) ?? expect.fail('nothing is asked');
  const answered = update(asked, { kind: 'answered', question, reply: REPLY });
  const old = update(asked, { kind: 'answered', question: { ...question, turn: 0 }, reply: REPLY });
  expect([isWaiting(start), isWaiting(asked), isWaiting(answered), old === asked]).toEqual([false, true, false, true]);
});

describe('what the recorded programs are asked', () => {
  const other: Forecast = { ...FORECAST, headline: '1 would fail' };
  const answered = (state: State) => {
    const question = questionOf(state) ?? expect.fail('nothing is asked');
    return update(state, { kind: 'answered', question, reply: REPLY });
  };
  const asked = later(preset('before', 'podman-5.4'));

  test.each<[what: string, State, turn: number | undefined, told: string]>([
    ['nothing at first, for the page is served with it', start, undefined, 'None would fail'],
    ['nothing before the comparison stands', asked, undefined, 'None would fail'],
    ['then the same question', answered(asked), 1, 'None would fail'],
    [
      'nothing once it is there',
      update(answered(asked), { kind: 'foreseen', turn: 1, forecast: other }),
      undefined,
      '1 would fail',
    ],
    [
      'what comes too late changes nothing',
      update(answered(asked), { kind: 'foreseen', turn: 0, forecast: other }),
      1,
      'None would fail',
    ],
  ])('%s', (_, state, turn, told) => {
    expect([forecastQuestionOf(state)?.turn, state.forecast.reply.headline]).toEqual([turn, told]);
  });
});

test('of an address with another question the page’s first answer does not come back; that before another link stays until it is late', () => {
  const after = { preset: 'docker-29.4' };
  const states = [link({ after }, true), link({ after }), link({}, true)].map((each) => later(each));
  expect(states.map((state) => [isWaiting(state), state.late])).toEqual([
    [true, true],
    [true, false],
    [false, false],
  ]);
});
