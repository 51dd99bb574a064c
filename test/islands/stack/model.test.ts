import { describe, expect, test } from 'vitest';
import { isWaiting } from '../../../src/instrument/worker/useWaiting.ts';
import { init, update } from '../../../src/islands/stack/state/model.ts';
import type { Message, Reply, State } from '../../../src/islands/stack/state/State.ts';
import { STACK_TABLE_DEFAULTS } from '../../../src/share/stackTableLink.ts';

const REPLY: Reply = { turn: 0, problems: { call: [], image: [], profile: [] }, names: 'clone3', answer: undefined };
const start = init({ link: STACK_TABLE_DEFAULTS }, REPLY);
const later = (...messages: Message[]): State => messages.reduce(update, start);
const said = ({ asked, own, usesOwn, undo, turn }: State) => [
  asked.call,
  asked.image,
  asked.profile,
  own,
  usesOwn,
  undo?.words,
  turn,
];

const image = (name: string): Message => ({ kind: 'ask', asked: { image: name } });
const call = (name: string): Message => ({ kind: 'ask', asked: { call: name } });
const own = (text: string): Message => ({ kind: 'own', text });
const uses = (usesOwn: boolean): Message => ({ kind: 'uses-own', usesOwn });
const file = (value: string): Message => ({ kind: 'file', file: { name: 'p.json', value, diagnostics: [] } });
const link = (change: Partial<typeof STACK_TABLE_DEFAULTS>, over = false): Message => ({
  kind: 'open',
  opening: { link: { ...STACK_TABLE_DEFAULTS, ...change } },
  over: over ? STACK_TABLE_DEFAULTS : undefined,
});

describe('what is asked after what the reader does', () => {
  test.each<[what: string, Message[], unknown[]]>([
    ['nothing', [], ['clone3', '', undefined, '', false, undefined, 0]],
    [
      'an image takes the place of the call that nobody chose',
      [image('u')],
      ['', 'u', undefined, '', false, undefined, 1],
    ],
    [
      'which comes back with the end of the image',
      [image('u'), image('')],
      ['clone3', '', undefined, '', false, undefined, 2],
    ],
    [
      'the machine is changed alone',
      [{ kind: 'ask', asked: { arch: 'SCMP_ARCH_AARCH64' } }],
      ['clone3', '', undefined, '', false, undefined, 1],
    ],
    ['and gives way again', [image('u'), image(''), image('v')], ['', 'v', undefined, '', false, undefined, 3]],
    [
      'the same call stays where it was typed',
      [call('clone'), call('clone3'), image('u')],
      ['clone3', 'u', undefined, '', false, undefined, 3],
    ],
    ['and where a link named it', [link({}, true), image('u')], ['clone3', 'u', undefined, '', false, undefined, 1]],
    [
      'also with an image that is then another',
      [link({ image: 'u' }), image(''), image('v')],
      ['clone3', 'v', undefined, '', false, undefined, 3],
    ],
    ['a call that was chosen stays', [call('mseal'), image('u')], ['mseal', 'u', undefined, '', false, undefined, 2]],
    [
      'also one that was chosen for an image',
      [image('u'), call('mseal'), image('ub')],
      ['mseal', 'ub', undefined, '', false, undefined, 3],
    ],
    ['a profile that is still empty asks nothing new', [uses(true)], ['clone3', '', undefined, '', true, undefined, 0]],
    ['one that is pasted', [uses(true), own('{}')], ['clone3', '', '{}', '{}', true, undefined, 1]],
    [
      'which stays beside the defaults',
      [uses(true), own('{}'), uses(false)],
      ['clone3', '', undefined, '{}', false, undefined, 2],
    ],
    ['a file', [file('{}')], ['clone3', '', '{}', '{}', true, undefined, 1]],
    [
      'a file in its place, with the way back',
      [uses(true), own('[]'), file('{}')],
      ['clone3', '', '{}', '{}', true, 'Opened p.json.', 2],
    ],
    ['and back', [uses(true), own('[]'), file('{}'), { kind: 'undo' }], ['clone3', '', '[]', '[]', true, undefined, 3]],
    ['a link', [link({ call: 'mkdir' })], ['mkdir', '', undefined, '', false, undefined, 1]],
    [
      'a link keeps the text that it does not have',
      [own('[]'), link({ call: 'mkdir' })],
      ['mkdir', '', undefined, '[]', false, undefined, 1],
    ],
    [
      'a link with a profile',
      [own('[]'), link({ profile: '{}' })],
      ['clone3', '', '{}', '{}', true, 'The link replaced your profile.', 1],
    ],
    [
      'the address of the page, which comes late, keeps what was typed since',
      [call('mkdir'), link({ image: 'u' }, true)],
      ['mkdir', 'u', undefined, '', false, undefined, 2],
    ],
  ])('%s', (_, messages, expected) => {
    expect(said(later(...messages))).toEqual(expected);
  });
});

test.each<[what: string, Message, stack: string | undefined]>([
  ['its state', link({}), undefined],
  ['the same state again', link({ stack: 'docker-20.10.9' }), 'docker-20.10.9'],
  ['another image', image('u'), undefined],
  ['another call', call('mkdir'), undefined],
  ['a profile', file('{}'), undefined],
])('the row that a link names, after %s', (_, message, stack) => {
  expect(later(link({ stack: 'docker-20.10.9' }), message).asked.stack).toBe(stack);
});

test('an answer counts for its own question alone, and a wait is told once it is late', () => {
  const asked = later(call('mkdir'));
  const question = { ...asked.asked, turn: asked.turn };
  const late = update(asked, { kind: 'late' });
  expect([isWaiting(start), isWaiting(asked), update(start, { kind: 'late' }).late, late.late]).toEqual([
    false,
    true,
    false,
    true,
  ]);
  const trouble = update(late, { kind: 'trouble', trouble: 'unreachable' });
  const old = update(trouble, { kind: 'answered', question: { ...question, turn: 0 }, reply: REPLY });
  const answered = update(trouble, { kind: 'answered', question, reply: { ...REPLY, turn: 1 } });
  expect([old === trouble, trouble.trouble, answered.trouble, answered.late, isWaiting(answered)]).toEqual([
    true,
    'unreachable',
    undefined,
    false,
    false,
  ]);
});

test('of an address with another question the page’s first answer does not come back; that before another link stays until it is late', () => {
  const states = [link({ call: 'mkdir' }, true), link({ call: 'mkdir' }), link({}, true)].map((each) => later(each));
  expect(states.map((state) => [isWaiting(state), state.late])).toEqual([
    [true, true],
    [true, false],
    [false, false],
  ]);
});
