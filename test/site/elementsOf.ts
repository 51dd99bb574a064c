import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MdastNode, mdxToMdast } from 'satteri';

/** An element of a page's MDX, below which heading it stands, and what it is given. */
export interface PageElement {
  section: string;
  name: string;
  given: Readonly<Record<string, unknown>>;
}

/** The elements of `content/reference/<page>.mdx` with these names, in order, as MDX reads them: it takes two blanks from each line of a literal. */
export function elementsOf(page: string, names: readonly string[]): readonly PageElement[] {
  const text = readFileSync(join(import.meta.dirname, `../../content/reference/${page}.mdx`), 'utf8');
  const tree = mdxToMdast(text.replace(/^---\n[\s\S]*?\n---\n/, ''), { features: { frontmatter: false } });
  const found: PageElement[] = [];
  let section = '';
  for (const node of 'children' in tree ? tree.children : []) {
    if (node.type === 'heading') section = textOf(node);
    if (node.type !== 'mdxJsxFlowElement' || !names.includes(node.name ?? '')) continue;
    const given = node.attributes.map((attribute) =>
      'name' in attribute ? [attribute.name, readValue(attribute.value)] : [],
    );
    found.push({ section, name: node.name ?? '', given: Object.fromEntries(given) });
  }
  return found;
}

/** A literal of JavaScript, as a page writes it, or a plain text. */
function readValue(value: string | null | undefined | { value: string }): unknown {
  return typeof value === 'object' && value !== null ? new Function(`return (${value.value})`)() : value;
}

function textOf(node: MdastNode): string {
  if ('value' in node && typeof node.value === 'string') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
