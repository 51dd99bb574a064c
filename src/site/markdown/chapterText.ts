import { type MdastNode, mdxToMdast } from 'satteri';

/** What of a chapter is read as text. */
export interface ChapterText {
  /** Paragraphs and items of lists, as they are read; code within is one word. */
  paragraphs: string[];
  /** Headings and cells of tables. */
  labels: string[];
  /** Every element of MDX that stands in it, by name, in order. */
  elements: string[];
  /** What stands behind the language of each block of code: `console title="on the host"`. */
  blocks: string[];
}

/** The text and the elements of a chapter's MDX, without its front matter. */
export function chapterText(mdx: string): ChapterText {
  const text: ChapterText = { paragraphs: [], labels: [], elements: [], blocks: [] };
  collect(mdxToMdast(mdx, { features: { frontmatter: false } }), text);
  return text;
}

/** How many words are read. */
export const wordsOf = ({ paragraphs, labels }: ChapterText): number =>
  [...paragraphs, ...labels].reduce((sum, part) => sum + words(part).length, 0);

/** The words of each sentence of its paragraphs. */
export const sentencesOf = ({ paragraphs }: ChapterText): string[][] =>
  paragraphs.flatMap((paragraph) =>
    [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(paragraph)]
      .map(({ segment }) => words(segment))
      .filter((found) => found.length > 0),
  );

const words = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}’'./:=_-]*/gu) ?? [];

function collect(node: MdastNode, text: ChapterText): void {
  if ('name' in node && typeof node.name === 'string') text.elements.push(node.name);
  if (node.type === 'code') text.blocks.push(`${node.lang ?? ''} ${node.meta ?? ''}`.trim());
  if (node.type === 'paragraph') text.paragraphs.push(lineOf(node));
  if (node.type === 'heading' || node.type === 'tableCell') text.labels.push(lineOf(node));
  if ('children' in node) for (const child of node.children) collect(child, text);
}

const lineOf = (node: MdastNode) => readText(node).replace(/\s+/g, ' ').trim();

function readText(node: MdastNode): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'inlineCode') return node.value.replace(/[^\p{L}\p{N}]+/gu, '_');
  if (node.type === 'mdxJsxTextElement' && node.children.length === 0) return '0';
  return 'children' in node ? node.children.map(readText).join('') : '';
}
