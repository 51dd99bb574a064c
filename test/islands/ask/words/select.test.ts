import { describe, expect, test } from 'vitest';
import { init, update } from '../../../../src/islands/ask/state/model.ts';
import { select } from '../../../../src/islands/ask/words/select.ts';
import { answerAsk } from '../../../../src/islands/ask/worker/answerAsk.ts';
import { readTraceLink } from '../../../../src/share/traceLink.ts';
import { plain } from '../../../../src/ui/Phrase.ts';

const EMPTY = { usual: 'Docker', shown: [], near: [], left: [], leftCount: 0, leftOut: undefined };

/** What the box shows of a text that was pasted and answered. */
async function shown(text: string) {
  const asked = update(init('', EMPTY), { kind: 'text', text });
  const question = { text, turn: asked.turn };
  return select(update(asked, { kind: 'answered', question, reply: await answerAsk(question) }));
}

const OPEN = 'openat(AT_FDCWD, "/x", O_RDONLY) = 3';
const REFUSED = 'personality(0x10) = -1 EPERM (Operation not permitted)';

describe('the links of a text’s answers, in their order', () => {
  test.each<[what: string, text: string, words: (string | undefined)[]]>([
    ['a line by itself', REFUSED, ['Open in the trace check']],
    ['of two lines, one', `${OPEN}\n${REFUSED}`, ['Check line 2 alone in the trace check']],
    [
      'a whole trace before its calls',
      `${OPEN}\nclose(3) = 0\n\n${REFUSED}`,
      ['Open all 3 lines in the trace check', 'Check line 4 alone in the trace check'],
    ],
    ['a list of calls', 'read\nwrite\nopenat', ['Open all 3 lines in the trace check']],
    [
      'a trace that is too long for a link',
      // Numbers that no packing makes short.
      Array.from({ length: 20_000 }, (_, at) => `openat(AT_FDCWD, "/${Math.sin(at)}", O_RDONLY) = 3`).join('\n'),
      ['Open the trace check and choose the trace’s file there'],
    ],
    ['an ID', '100999', ['Open in the UID map']],
    ['a message without an instrument', 'chmod: changing permissions of x: Operation not permitted', [undefined]],
  ])('%s', async (_what, text, words) => {
    expect((await shown(text)).found.map(({ link }) => link?.words)).toEqual(words);
  });
});

describe('what is said of secrets, and what is marked', () => {
  test.each<[text: string, says: string | undefined, button: string | undefined, marks: string[]]>([
    ['100999', undefined, undefined, ['lit 1 -']],
    [
      'a\nTOKEN=b',
      'A value on line 2 looks like a token. Replace it to get a link. Until then, this page does not save the text: a reload loses it.',
      'Replace it with ***',
      ['warning 2 b'],
    ],
    [
      'PASSWORD=a x_password=b\nPASSWORD=c',
      'Values on line 1 and line 2 look like passwords. Replace them to get a link. Until then, this page does not save the text: a reload loses it.',
      'Replace them with ***',
      ['warning 1 a', 'warning 1 b', 'warning 2 c'],
    ],
    [
      Array.from({ length: 6 }, (_, at) => `${at === 0 ? 'API_KEY' : 'TOKEN'}=${at}`).join('\n'),
      'Values on line 1, line 2, line 3, line 4 and 2 more lines look like secrets. Replace them to get a link. Until then, this page does not save the text: a reload loses it.',
      'Replace them with ***',
      ['0', '1', '2', '3', '4', '5'].map((value, at) => `warning ${at + 1} ${value}`),
    ],
  ])('%s', async (text, says, button, marks) => {
    const { secret, marks: shownMarks } = await shown(text);
    expect([secret && plain(secret.says), secret?.button]).toEqual([says, button]);
    expect(
      shownMarks.map(
        ({ tone, line, start, end }) => `${tone} ${line} ${start === undefined ? '-' : text.slice(start, end)}`,
      ),
    ).toEqual(marks);
  });

  test('a link to another page has masks in their place', async () => {
    const { found } = await shown(`DB_PASSWORD=hunter2\n${OPEN}\nclose(3) = 0\n${REFUSED}`);
    const { value } = await readTraceLink(found[0]?.link?.fragment ?? '');
    expect(value.trace).toBe(`DB_PASSWORD=***\n${OPEN}\nclose(3) = 0\n${REFUSED}`);
  });
});
