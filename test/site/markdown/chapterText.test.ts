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

  it('is read as its paragraphs, headings, items and cells', () =>
    expect(text.paragraphs).toEqual([
      'A container runs docker_run on Linux 6.18. It has 0 calls.',
      'Two words',
      'Inside it.',
      'One item',
      'head',
      'cell',
    ]));

  it('names its elements', () => expect(text.elements).toEqual(['CallCount', 'Aside', 'Exercise']));

  it('has sentences of words', () =>
    expect(sentencesOf(text).map((words) => words.length)).toEqual([7, 4, 2, 2, 2, 1, 1]));

  it('has as many words as its sentences', () => expect(wordsOf(text)).toBe(19));
});
