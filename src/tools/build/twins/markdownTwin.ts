import type { ElementContent, Root } from 'hast';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { element, elementIn, elementsIn, text, textOf } from '../hastParts.ts';
import { plainChildren } from './plainText.ts';

const parser = unified().use(rehypeParse);
const writer = unified()
  .use(rehypeRemark)
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkStringify, { bullet: '-', rule: '-', listItemIndent: 'one' });

/** A `&` of a link's state, which would be read rightly without the backslash too. */
const ESCAPED = /(?<=\]\(\S*)\\&(?=[\w.]+=)/g;

/**
 * The text of a built page as Markdown: what its `main` holds, without its controls and without the answers that it keeps folded. `address` is the page's
 * own; links are resolved against it, and keep its origin where it has one. A page without a `main` is a mistake of the build.
 */
export function markdownTwin(html: string, address: string): string {
  const main = elementIn(parser.parse(html), ({ tagName }) => tagName === 'main');
  if (main === undefined) throw new Error(`${address} has no main.`);
  const content = plainChildren(main);
  for (const link of elementsIn({ type: 'root', children: content }, ({ tagName }) => tagName === 'a'))
    link.properties.href = resolved(`${link.properties.href ?? ''}`, address);
  const root: Root = { type: 'root', children: withPlace(content, address) };
  return writer.stringify(writer.runSync(root)).replace(ESCAPED, '&');
}

/** The origin of links in a build that knows none: it goes out again. */
const NOWHERE = 'http://nowhere.invalid';

function resolved(link: string, address: string): string {
  // Parentheses would end a link of Markdown; a state reads their codes as well.
  const href = new URL(link, new URL(address, NOWHERE)).href.replaceAll('(', '%28').replaceAll(')', '%29');
  return href.startsWith(`${NOWHERE}/`) ? href.slice(NOWHERE.length) : href;
}

/** Begins with the title, and says under it where the page is that this is the text of. */
function withPlace(content: readonly ElementContent[], address: string): ElementContent[] {
  const isTitle = (each: ElementContent) => each.type === 'element' && each.tagName === 'h1';
  const titles = content.filter(isTitle);
  const name = titles.map(textOf).join(' ');
  const place = element('p', [
    text('This is the text of the page '),
    element('a', [text(name)], { href: address }),
    text('.'),
  ]);
  return [...titles, place, ...content.filter((each) => !isTitle(each))];
}
