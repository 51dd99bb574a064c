import type { Picture } from './Picture.ts';
import { LEFT_OUT, readElement } from './readElement.ts';

/** What a page has of which a picture may be made. */
export type Pictured = HTMLElement | SVGElement;

export type Theme = 'light' | 'dark';

export interface PictureFrame {
  theme: Theme;
  /** In pixels, the margins included. */
  width: number;
  title: string;
  /** What stands below, a line or several each; the last is the link. */
  below: readonly string[];
}

const MARGIN = 28;

/**
 * A picture of what these elements show, one below the other, in a theme of its own and at a width of its own, with a title and what is to stand below. They are
 * copied beside the first for as long as the browser takes to lay them out; nothing of it is painted.
 */
export function framePicture(elements: readonly Pictured[], { theme, width, title, below }: PictureFrame): Picture {
  const [first] = elements;
  if (!first) return { width: 0, height: 0, shapes: [] };
  const frame = document.createElement('div');
  frame.style.cssText = `position: absolute; left: -99999px; top: 0; width: ${width}px; padding: ${MARGIN}px; box-sizing: border-box; color-scheme: ${theme}; background: var(--paper); color: var(--ink); container-type: inline-size; transition: none`;
  frame.ariaHidden = 'true';
  frame.inert = true;
  const copies = elements.map((element) => copyOf(element));
  frame.append(
    line(title, '600 1.3rem/1.3 var(--serif)', 'var(--ink)'),
    ...copies,
    ...below.map((text, at) =>
      line(
        text,
        at === below.length - 1 ? '0.8rem/1.5 var(--mono)' : '0.84rem/1.45 var(--sans)',
        at === below.length - 1 ? 'var(--link)' : 'var(--ink-2)',
      ),
    ),
  );
  first.after(frame);
  const inside = new CSSStyleSheet();
  try {
    const drawn = copies.flatMap((copy) => [copy, ...copy.querySelectorAll('*')]).map(marksOf);
    // A mark is a text of its own in the copy; the style sheet's would stand there twice.
    frame.dataset.pictureFrame = '';
    inside.replaceSync('[data-picture-frame] *::before, [data-picture-frame] *::after { content: none !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, inside];
    for (const add of drawn) add();
    return readElement(frame);
  } finally {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== inside);
    frame.remove();
  }
}

function copyOf(element: Pictured): Pictured {
  const copy = element.cloneNode(true) as Pictured;
  for (const part of copy.querySelectorAll(LEFT_OUT)) part.remove();
  copy.style.margin = '14px 0 0';
  copy.style.maxWidth = 'none';
  return copy;
}

function line(text: string, font: string, colour: string): HTMLElement {
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  paragraph.style.cssText = `margin: 0; padding-top: 10px; max-width: none; font: ${font}; color: ${colour}; overflow-wrap: anywhere`;
  return paragraph;
}

/** What a style sheet puts before and behind an element's content, such as a verdict's ✓: gives what adds it to the copy. */
function marksOf(element: Element): () => void {
  const before = markOf(element, '::before');
  const after = markOf(element, '::after');
  return () => {
    if (before) element.prepend(before);
    if (after) element.append(after);
  };
}

function markOf(element: Element, which: '::before' | '::after'): HTMLElement | undefined {
  const style = getComputedStyle(element, which);
  const [, text] = /^"((?:[^"\\]|\\.)*)"/.exec(style.content) ?? [];
  if (text === undefined || style.display === 'none') return undefined;
  const mark = document.createElement('span');
  mark.textContent = text.replace(/\\(.)/g, '$1');
  for (const property of style) mark.style.setProperty(property, style.getPropertyValue(property));
  return mark;
}
