import { describe, expect, test } from 'vitest';
import { isWaiting } from '../../../src/instrument/worker/Waiting.ts';
import { init, update } from '../../../src/islands/ask/state/model.ts';
import type { Reply } from '../../../src/islands/ask/state/Question.ts';
import type { Message, State } from '../../../src/islands/ask/state/State.ts';

const REPLY: Reply = { usual: 'Docker', shown: [], near: [], left: [], leftCount: 0, leftOut: undefined };
const said = ({ text, isExample, undo, turn, changed }: State) => [text, isExample, undo?.words, turn, changed];

const text = (typed: string): Message => ({ kind: 'text', text: typed });
const example = (shown: string): Message => ({ kind: 'example', text: shown });
const file = (value: string | undefined): Message => ({
  kind: 'file',
  file: { name: 'a.log', value, diagnostics: [] },
});
const link = (opened: string, over?: string): Message => ({
  kind: 'open',
  opening: { link: { text: opened } },
  over: over === undefined ? undefined : { text: over },
});

describe('what the box holds after what the reader does', () => {
  test.each<[what: string, begin: string, Message[], unknown[]]>([
    ['nothing', 'ex', [], ['ex', true, undefined, 0, false]],
    ['a text takes the place of the example', 'ex', [text('a')], ['a', false, undefined, 1, true]],
    ['the same text asks nothing new', 'ex', [text('a'), text('a')], ['a', false, undefined, 1, true]],
    [
      'an example takes the place of a text, which can be had back',
      'ex',
      [text('a'), example('b')],
      ['b', true, 'The example replaced your text.', 2, true],
    ],
    ['and is had back', 'ex', [text('a'), example('b'), { kind: 'undo' }], ['a', false, undefined, 3, true]],
    ['an example loses no example', 'ex', [example('b'), example('c')], ['c', true, undefined, 2, true]],
    ['a file takes the place of a text', '', [text('a'), file('f')], ['f', false, 'Opened a.log.', 2, true]],
    ['a file that is none changes nothing', '', [text('a'), file(undefined)], ['a', false, undefined, 1, true]],
    ['a link opens', 'ex', [link('l', 'ex')], ['l', false, undefined, 1, false]],
    [
      'what was typed while the link was on its way stays',
      'ex',
      [text('a'), link('l', 'ex')],
      ['a', false, undefined, 1, true],
    ],
    [
      'a link on the page takes the place of a text, which can be had back',
      'ex',
      [text('a'), link('l')],
      ['l', false, 'The link replaced your text.', 2, false],
    ],
  ])('%s', (_what, begin, messages, expected) => {
    expect(said(messages.reduce(update, init(begin, REPLY)))).toEqual(expected);
  });

  test('only the answer of the present text counts', () => {
    const asked = update(init('', REPLY), text('a'));
    const old = update(asked, { kind: 'answered', question: { text: '', turn: 0 }, reply: REPLY });
    const own = update(asked, { kind: 'answered', question: { text: 'a', turn: 1 }, reply: REPLY });
    expect([isWaiting(asked), isWaiting(old), isWaiting(own)]).toEqual([true, true, false]);
  });

  test('an answer that is late or does not load is told, and its coming ends that', () => {
    const late = [text('a'), { kind: 'late' } as const, { kind: 'trouble', trouble: 'unreachable' } as const].reduce(
      update,
      init('', REPLY),
    );
    const come = update(late, { kind: 'answered', question: { text: 'a', turn: 1 }, reply: REPLY });
    expect([late.late, late.trouble, come.late, come.trouble]).toEqual([true, 'unreachable', false, undefined]);
  });
});
