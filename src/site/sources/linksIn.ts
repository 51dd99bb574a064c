import { type MdastNode, mdxToMdast } from 'satteri';

/** A link of a text. */
export interface TextLink {
  title: string;
  url: string;
}

/** The links of a text in MDX or Markdown that lead off this site, with their words. Its front matter is not read. */
export function linksIn(text: string): readonly TextLink[] {
  const body = text.replace(/^---\n[\s\S]*?\n---\n/, '');
  const links: TextLink[] = [];
  collect(mdxToMdast(body, { features: { frontmatter: false } }), links);
  return links;
}

function collect(node: MdastNode, links: TextLink[]): void {
  if (node.type === 'link' && isElsewhere(node.url)) links.push({ title: wordsOf(node).trim(), url: node.url });
  if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
    for (const attribute of node.attributes) {
      if (!('name' in attribute) || attribute.name !== 'href' || typeof attribute.value !== 'string') continue;
      if (isElsewhere(attribute.value)) links.push({ title: wordsOf(node).trim(), url: attribute.value });
    }
  }
  if ('children' in node) for (const child of node.children) collect(child, links);
}

const isElsewhere = (url: string): boolean => /^https?:\/\//.test(url);

function wordsOf(node: MdastNode): string {
  if ('value' in node && typeof node.value === 'string') return node.value;
  return 'children' in node ? node.children.map(wordsOf).join('') : '';
}
