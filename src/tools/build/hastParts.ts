import type { Element, ElementContent, Nodes, Properties } from 'hast';

/** An element of a page's text. */
export const element = (tagName: string, children: ElementContent[], properties: Properties = {}): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
});

export const text = (value: string): ElementContent => ({ type: 'text', value });

/** Whether an element has this class. */
export const hasClass = ({ properties: { className } }: Element, name: string): boolean =>
  Array.isArray(className) && className.includes(name);

/** All elements within `node`, in their order, for which `is` holds; what is within one of them is looked at too. */
export function elementsIn(node: Nodes, is: (element: Element) => boolean): Element[] {
  if (!('children' in node)) return [];
  return node.children.flatMap((child) => [
    ...(child.type === 'element' && is(child) ? [child] : []),
    ...elementsIn(child, is),
  ]);
}

/** The first element within `node` for which `is` holds. */
export const elementIn = (node: Nodes, is: (element: Element) => boolean): Element | undefined =>
  elementsIn(node, is)[0];

/** The text of a node with all that is in it, as it stands. */
export function textOf(node: Nodes | undefined): string {
  if (node === undefined) return '';
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
