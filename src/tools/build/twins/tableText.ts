import type { Element, ElementContent } from 'hast';
import { element, elementIn, text } from '../hastParts.ts';

/** Within a cell of a Markdown table these are one line each, and a cell has but one. */
const BLOCKS = ['p', 'li', 'div', 'ul', 'ol', 'pre'];

/** A table of a page, its caption above it; what are blocks in a cell stand there one after the other. */
export function tableText(
  table: Element,
  plain: (each: Pick<Element, 'children'>) => ElementContent[],
): ElementContent[] {
  const caption = elementIn(table, ({ tagName }) => tagName === 'caption');
  const inLines = (cell: Element): Element => ({ ...cell, children: inOneLine(plain(cell)) });
  const rows = (each: Element): Element => ({
    ...each,
    children: each.children.flatMap((child): ElementContent[] => {
      if (child.type !== 'element' || child.tagName === 'caption') return [];
      return [/^t[hd]$/.test(child.tagName) ? inLines(child) : rows(child)];
    }),
  });
  return [...(caption ? [element('p', [element('em', plain(caption))])] : []), rows(table)];
}

function inOneLine(content: readonly ElementContent[]): ElementContent[] {
  return content.flatMap((each, at): ElementContent[] => {
    if (each.type !== 'element' || !BLOCKS.includes(each.tagName)) return [each];
    return [...(at > 0 ? [text(' ')] : []), ...inOneLine(each.children), text(' ')];
  });
}
