import { describe, expect, test } from 'vitest';
import { type Find, type FindMessage, initFind, updateFind } from '../../../src/islands/exercise/state/find.ts';
import { findView } from '../../../src/islands/exercise/words/findView.ts';

const EXERCISE: Find = {
  kind: 'find',
  answers: ['clone3', '/etc/subuid'],
  wrong: [{ says: ['clone', 'fork'], why: 'The *older* call.' }],
  explain: '`clone3` got EPERM.',
  askHref: '/play/ask/',
};
const type = (text: string): FindMessage => ({ kind: 'type', text });
const JUDGE: FindMessage = { kind: 'judge' };
const after = (...messages: FindMessage[]) => {
  const { isSolved, announcement } = findView(messages.reduce(updateFind, initFind(EXERCISE)));
  return [isSolved, announcement];
};
const RIGHT = [true, 'Right. clone3 got EPERM.'];
const UNKNOWN = [
  false,
  'Not this one. Or you are right, in words that this exercise doesn’t recognise. Try a name, an ID or an option, spelled as in the text or in the chapter, or open a hint.',
];

/** Each of these, judged. */
const judged = (texts: readonly string[], expected: (boolean | string)[]) =>
  texts.map((text): [string, FindMessage[], (boolean | string)[]] => [text, [type(text), JUDGE], expected]);

describe('find', () => {
  test.each<[string, FindMessage[], (boolean | string)[]]>([
    ['nothing typed', [JUDGE], [false, 'Type an answer first.']],
    ['quotes alone', [type('“”'), JUDGE], [false, 'Type an answer first.']],
    ['typed after that', [JUDGE, type('clone3')], [false, '']],
    ['typed, not judged', [type('clone3')], [false, '']],
    ['right', [type('clone3'), JUDGE], RIGHT],
    ['in another case, with quotes, parentheses and spaces', [type(' “Clone3( )” '), JUDGE], RIGHT],
    ['with articles', [type('The clone3'), JUDGE], RIGHT],
    ['another spelling', [type('/etc/subuid'), JUDGE], RIGHT],
    ...judged(
      [
        'It was clone3.',
        'The filter refused clone3',
        'clone3 got EPERM',
        'clone3’s call',
        'clone3, not fork',
        'clone3 and not clone',
      ],
      RIGHT,
    ),
    ['foreseen in a sentence', [type('A fork'), JUDGE], [false, 'Not this one. The older call.']],
    ...judged(
      [
        'clone3 or fork',
        'clone3 and mkdir',
        'not clone3',
        'It isn’t clone3',
        'clone3 is wrong',
        'clone3, not moon',
        'clone30',
        'xclone3',
        '> /etc/subuid',
      ],
      UNKNOWN,
    ),
    ['foreseen', [type('fork()'), JUDGE], [false, 'Not this one. The older call.']],
    ['not foreseen', [type('the moon'), JUDGE], UNKNOWN],
    ['typed after that', [type('the moon'), JUDGE, type('clone')], [false, '']],
  ])('%s', (_name, messages, expected) => expect(after(...messages)).toEqual(expected));
});
