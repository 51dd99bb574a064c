import { describe, expect, it } from 'vitest';
import { chapterText, sentencesOf, wordsOf } from '../../../src/site/markdown/chapterText.ts';

const MDX = `
A *container* runs [\`docker run\`](/x/) on Linux 6.18. It has <CallCount show="total" /> calls.

\`\`\`console title="on the host"
$ not text
\`\`\`

## Two words

<Aside title="not text">
  Inside it.
</Aside>

- One item

| head |
| --- |
| cell |

<Exercise of="first" />
`;

describe('a chapter', () => {
  const text = chapterText(MDX);

  it('is read as its paragraphs and items', () =>
    expect(text.paragraphs).toEqual([
      'A container runs docker_run on Linux 6.18. It has 0 calls.',
      'Inside it.',
      'One item',
    ]));

  it('and its headings and cells', () => expect(text.labels).toEqual(['Two words', 'head', 'cell']));

  it('names its elements, and its blocks of code', () =>
    expect([text.elements, text.blocks]).toEqual([
      ['CallCount', 'Aside', 'Exercise'],
      ['console title="on the host"'],
    ]));

  it('has sentences of words', () => expect(sentencesOf(text).map((words) => words.length)).toEqual([7, 4, 2, 2]));

  it('has the words of all of these', () => expect(wordsOf(text)).toBe(19));
});
