// What `npm run prose` holds every text under content/ to, besides its spelling (cspell.config.json). Words that we gave up are held by
// test/browser/retiredWords.test.ts, the length of sentences by test/site/chapters.test.ts.
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkHeadingIncrement from 'remark-lint-heading-increment';
import remarkDuplicateHeadings from 'remark-lint-no-duplicate-headings-in-section';
import remarkEmptyUrl from 'remark-lint-no-empty-url';
import remarkHeadingPunctuation from 'remark-lint-no-heading-punctuation';
import remarkUndefinedReferences from 'remark-lint-no-undefined-references';
import remarkMdx from 'remark-mdx';
import remarkRetext from 'remark-retext';
import retextDiacritics from 'retext-diacritics';
import retextEnglish from 'retext-english';
import retextIndefiniteArticle from 'retext-indefinite-article';
import retextRedundantAcronyms from 'retext-redundant-acronyms';
import retextRepeatedWords from 'retext-repeated-words';
import retextSentenceSpacing from 'retext-sentence-spacing';
import { unified } from 'unified';

export const english = unified()
  .use(retextEnglish)
  .use(retextDiacritics)
  .use(retextIndefiniteArticle)
  .use(retextRedundantAcronyms)
  .use(retextRepeatedWords)
  .use(retextSentenceSpacing);

/** Read aloud, x86 and x32 begin with a vowel. */
const spokenX = () => (_tree, file) => {
  file.messages = file.messages.filter(({ reason }) => !/before `x\d/.test(reason));
};

export default {
  plugins: [
    remarkFrontmatter,
    remarkGfm,
    remarkMdx,
    remarkHeadingIncrement,
    remarkDuplicateHeadings,
    remarkEmptyUrl,
    [remarkHeadingPunctuation, '.,;:!'],
    remarkUndefinedReferences,
    [remarkRetext, english],
    spokenX,
  ],
};
