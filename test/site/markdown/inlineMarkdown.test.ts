import { describe, expect, it } from 'vitest';
import { inlineMarkdown } from '../../../src/site/markdown/codeBlocks.ts';

describe('one line of Markdown', () => {
  it.each([
    ['You can run `docker run --rm`.', 'You can run <code>docker run <span class="option">--rm</span></code>.'],
    ['[Seccomp](/learn/seccomp/): *calls*', '<a href="/under/learn/seccomp/">Seccomp</a>: <em>calls</em>'],
    ["It doesn't stop.", 'It doesn’t stop.'],
  ])('%s', async (text, html) => expect(await inlineMarkdown(text, '/under/')).toBe(html));

  it.each(['Two\n\nparagraphs', '# A heading', '- an item', ''])('is not “%s”', (text) =>
    expect(inlineMarkdown(text, '/')).rejects.toThrow('is not one line of Markdown'),
  );
});
