import { describe, expect, test } from 'vitest';
import { isWaiting } from '../../../src/instrument/worker/useWaiting.ts';
import { init, update } from '../../../src/islands/ask/state/model.ts';
import type { Message, Reply, State } from '../../../src/islands/ask/state/State.ts';

const REPLY: Reply = { usual: 'Docker', shown: [], near: [], left: [], leftCount: 0, leftOut: undefined };
const said = ({ text, isExample, undo, turn, changed }: State) => [text, isExample, undo?.words, turn, changed];

const text = (typed: string): Message => ({ kind: 'text', text: typed });
const example = (shown: string): Message => ({ kind: 'example', text: shown });
const files = (...values: (string | undefined)[]): Message => ({
  kind: 'files',
  files: values.map((value, at) => ({ name: `${'abcde'.charAt(at)}.log`, value, diagnostics: [] })),
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
    ['a file takes the place of an example', 'ex', [files('f')], ['f', false, undefined, 1, true]],
    [
      'a file comes behind the reader’s own text, from a new line',
      '',
      [text('a'), files('f')],
      ['a\nf', false, 'Added a.log to your text.', 2, true],
    ],
    ['and is taken back', '', [text('a'), files('f'), { kind: 'undo' }], ['a', false, undefined, 3, true]],
    [
      'files that are opened together stand each from a new line',
      '',
      [files('f\n', '', 'g')],
      ['f\ng', false, undefined, 1, true],
    ],
    [
      'and behind a text',
      '',
      [text('a\n'), files('f', undefined, 'g')],
      ['a\nf\ng', false, 'Added a.log and c.log to your text.', 2, true],
    ],
    [
      'many are counted',
      '',
      [text('a'), files('1', '2', '3', '4')],
      ['a\n1\n2\n3\n4', false, 'Added 4 files to your text.', 2, true],
    ],
    ['a file that is none changes nothing', '', [text('a'), files(undefined)], ['a', false, undefined, 1, true]],
    [
      'masks take the place of what looks like a secret',
      '',
      [text('a\nPASSWORD=b\nTOKEN=c'), { kind: 'mask' }],
      ['a\nPASSWORD=***\nTOKEN=***', false, '2 values replaced with ***.', 2, true],
    ],
    [
      'and are taken away',
      '',
      [text('PASSWORD=b'), { kind: 'mask' }, { kind: 'undo' }],
      ['PASSWORD=b', false, undefined, 3, true],
    ],
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

  test.each<[what: string, Message[], late: boolean]>([
    ['stays while the reader types', [text('a')], false],
    ['goes for an example', [text('a'), example('b')], true],
    ['goes for a file', [text('a'), files('b')], true],
    ['goes for a link', [link('l')], true],
    ['goes for the text before', [text('a'), example('b'), { kind: 'undo' }], true],
    ['goes for a long text', [text('a'.repeat(100_001))], true],
    ['is that of the text where a link opens the same', [link('')], false],
  ])('the answer of the text before %s', (_what, messages, late) => {
    expect(messages.reduce(update, init('', REPLY)).late).toBe(late);
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
