import type { Element, Nodes } from 'hast';
import { toText } from 'hast-util-to-text';
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';
import { builtPages } from '../build/builtPages.ts';

/** What is read besides the text, by those who hear the page or hold the pointer still. */
const READ = ['ariaLabel', 'title', 'alt', 'placeholder', 'href', 'value'] as const;
/** What a build names anew each time that its content changes. */
const HASH = /(?<=_astro\/[\w.@-]+\.)[\w-]{8}(?=\.)/g;

const parser = unified().use(rehypeParse);

/** The text of every built page, each line after the page’s path. */
export async function pageTexts(dist: string): Promise<readonly string[]> {
  const pages = await builtPages(dist);
  return pages.flatMap(({ path, html }) => textLines(html).map((line) => `${path} ${line}`));
}

/** The text of a document or a part of one: its blocks, then what its attributes say. */
export function textLines(html: string): readonly string[] {
  const tree = parser.parse(html);
  const blocks = toText(tree)
    .split('\n')
    .map((line) => line.trim());
  return [...blocks.filter((line) => line !== ''), ...attributes(tree)];
}

function attributes(node: Nodes): readonly string[] {
  const own = node.type === 'element' ? said(node) : [];
  return 'children' in node ? [...own, ...node.children.flatMap(attributes)] : own;
}

const said = ({ tagName, properties }: Element): readonly string[] =>
  READ.flatMap((name) => {
    const value = properties[name];
    return value === undefined || value === null || tagName === 'link' || tagName === 'meta'
      ? []
      : [`${tagName} ${name}=${String(value).replace(HASH, '')}`];
  });
