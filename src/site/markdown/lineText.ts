import { type MdastNode, mdxToMdast } from 'satteri';

/** A line of Markdown as bare text: without its marks, links by their words. */
export const lineText = (markdown: string): string =>
  readText(mdxToMdast(markdown, { features: { frontmatter: false } }));

function readText(node: MdastNode): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  return 'children' in node ? node.children.map(readText).join('') : '';
}
