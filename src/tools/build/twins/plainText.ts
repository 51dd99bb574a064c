import type { Element, ElementContent } from 'hast';
import { element, elementsIn, hasClass, text, textOf } from '../hastParts.ts';
import { codeText } from './codeText.ts';
import { exerciseText } from './exerciseText.ts';
import { figureText } from './figureText.ts';
import { instrumentText } from './instrumentText.ts';
import { tableText } from './tableText.ts';

/** What a page has for whoever uses it, not for whoever reads its text. */
const CONTROLS = ['script', 'style', 'link', 'noscript', 'form', 'nav', 'wbr', 'template', 'input', 'select'];
/** Of what is no control of its own: what only scripts use, what an exercise keeps folded, and the key to a drawing's colours. */
const UNREAD = ['visually-hidden', 'needs-script', 'missing', 'exercise-more', 'ten-years-key'];

/** What an element of a page is in a plain text: nothing, other elements, or (undefined) itself with what becomes of its children. */
const READERS: readonly ((element: Element) => ElementContent[] | undefined)[] = [
  (each) => (isControl(each) ? [] : undefined),
  (each) => (each.tagName === 'figure' && hasClass(each, 'code') ? codeText(each) : undefined),
  (each) => (each.tagName === 'astro-island' ? islandText(each) : undefined),
  (each) => (each.tagName === 'figure' ? figureText(each, plainChildren) : undefined),
  (each) => (each.tagName === 'table' ? tableText(each, plainChildren) : undefined),
  (each) => (each.tagName === 'aside' ? [element('blockquote', plainChildren(each))] : undefined),
  (each) => (hasClass(each, 'tree-place') ? treePlaceText(each) : undefined),
  (each) => (each.tagName === 'section' && hasClass(each, 'exercise') ? [...kept(each), onPage(each)] : undefined),
  (each) => (hasClass(each, 'eyebrow') ? [element('p', [element('em', plainChildren(each))])] : undefined),
  (each) => (hasClass(each, 'title') ? [element('p', [element('strong', plainChildren(each))])] : undefined),
  (each) => (isLink(each) && textOf(each).trim() === '' ? [] : undefined),
  (each) => (each.tagName === 'small' || hasClass(each, 'sum') ? [text(' '), ...kept(each)] : undefined),
  (each) => (each.tagName === 'dt' ? [{ ...each, children: [element('strong', plainChildren(each))] }] : undefined),
  (each) => (hasClass(each, 'chip') ? [element('strong', plainChildren(each))] : undefined),
  (each) => (each.tagName === 'summary' ? [element('p', [element('strong', plainChildren(each))])] : undefined),
];

/** What is read of a page's element, as elements that Markdown has too. */
export function plainChildren({ children }: Pick<Element, 'children'>): ElementContent[] {
  return children.flatMap((child, at) => {
    if (child.type !== 'element') return child.type === 'text' ? [child] : [];
    for (const read of READERS) {
      const found = read(child);
      if (found !== undefined) return found;
    }
    return [...apart(children[at - 1], child), ...kept(child)];
  });
}

/** What stands beside its neighbour by style alone: a link after a link, and the parts of a line about a daemon. */
function apart(before: ElementContent | undefined, each: Element): ElementContent[] {
  if (before?.type !== 'element') return [];
  if (isLink(before) && isLink(each)) return [text(' · ')];
  return PARTS.includes(before.tagName) && PARTS.includes(each.tagName) ? [text(' ')] : [];
}

const PARTS = ['span', 'b', 'code'];
const kept = (each: Element): ElementContent[] => [{ ...each, children: plainChildren(each) }];
const isLink = ({ tagName }: Element) => tagName === 'a';

function isControl(each: Element): boolean {
  // A button that stands in a sentence, as one that shows a line of a profile does, is a word of it.
  if (each.tagName === 'button') return !hasClass(each, 'link');
  return (
    CONTROLS.includes(each.tagName) || UNREAD.some((name) => hasClass(each, name)) || each.properties.hidden === true
  );
}

function islandText(island: Element): ElementContent[] {
  return exerciseText(island, plainChildren) ?? instrumentText(island, plainChildren);
}

/** Where an exercise can be answered. */
const onPage = ({ properties: { id } }: Element): Element =>
  element('p', [element('a', [text('Answer this exercise on the page')], { href: `#${id}` })]);

/** A question or a cause of a decision tree; those that its answers lead to follow it, where the page has them within. */
function treePlaceText(place: Element): ElementContent[] {
  const isPlace = (each: ElementContent) => each.type === 'element' && hasClass(each, 'tree-place');
  const without = (each: Element): Element => ({
    ...each,
    children: each.children
      .filter((child) => !isPlace(child))
      .map((child) => (child.type === 'element' ? without(child) : child)),
  });
  const within = elementsIn(place, (each) => hasClass(each, 'tree-place'));
  return [place, ...within].flatMap((each) => plainChildren(without(each)));
}
