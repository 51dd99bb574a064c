import { expect, test } from 'vitest';
import published from '../../../content/data/published-links.json' with { type: 'json' };
import { ANSWERS } from './linkAnswers.ts';

// What is kept is written by `npx vitest run test/tools/links/linkAnswers.test.ts --update`, and read in the diff: an answer changes where it was wrong.
test.each(Object.entries(published).filter(([page]) => page in ANSWERS))(
  'every published link of %s is answered as it was',
  async (page, links) => {
    const answer = ANSWERS[page]?.();
    const answers = new Map<string, string | undefined>();
    // By what they have in common: the engine keeps the filter of one question for the next.
    for (const fragment of Object.keys(links).toSorted((a, b) => (subject(a) < subject(b) ? -1 : 1)))
      answers.set(fragment, await answer?.(fragment));
    const lines = Object.keys(links).map(
      (fragment) => `#${fragment}\n  ${answers.get(fragment)?.replaceAll('\n', ' ')}`,
    );
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`answers/${page.split('/').at(-2)}.txt`);
  },
);

const subject = (fragment: string) => fragment.replace(/(^|&)call=[^&]*/, '');
