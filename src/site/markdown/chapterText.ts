import { type MdastNode, mdxToMdast } from 'satteri';

/** What of a chapter is read as text. */
export interface ChapterText {
  /** Paragraphs, items of lists and cells of tables, as they are read; code within is one word. */
  paragraphs: string[];
  /** Every element of MDX that stands in it, by name, in order. */
  elements: string[];
}

/** The text and the elements of a chapter's MDX, without its front matter. Blocks of code are not text. */
export function chapterText(mdx: string): ChapterText {
  const text: ChapterText = { paragraphs: [], elements: [] };
  collect(mdxToMdast(mdx, { features: { frontmatter: false } }), text);
  return text;
}

/** How many words are read. */
export const wordsOf = ({ paragraphs }: ChapterText): number =>
  paragraphs.reduce((sum, paragraph) => sum + words(paragraph).length, 0);

/** The words of each sentence. */
export const sentencesOf = ({ paragraphs }: ChapterText): string[][] =>
  paragraphs.flatMap((paragraph) =>
    [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(paragraph)]
      .map(({ segment }) => words(segment))
      .filter((found) => found.length > 0),
  );

const words = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}’'./:=_-]*/gu) ?? [];

const READ_WHOLE: readonly string[] = ['paragraph', 'heading', 'tableCell'];

function collect(node: MdastNode, text: ChapterText): void {
  if ('name' in node && typeof node.name === 'string') text.elements.push(node.name);
  if (READ_WHOLE.includes(node.type)) text.paragraphs.push(readText(node).replace(/\s+/g, ' ').trim());
  if ('children' in node) for (const child of node.children) collect(child, text);
}

function readText(node: MdastNode): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'inlineCode') return node.value.replace(/[^\p{L}\p{N}]+/gu, '_');
  if (node.type === 'mdxJsxTextElement' && node.children.length === 0) return '0';
  return 'children' in node ? node.children.map(readText).join('') : '';
}
