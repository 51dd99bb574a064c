import type { Element, ElementContent } from 'hast';
import { element, elementIn, text, textOf } from '../hastParts.ts';

/** A drawing of a page: its title and its text equivalent, then its caption. A figure of text stays as it is, its caption below it. */
export function figureText(
  figure: Element,
  plain: (each: Pick<Element, 'children'>) => ElementContent[],
): ElementContent[] {
  const isCaption = (each: ElementContent) => each.type === 'element' && each.tagName === 'figcaption';
  const caption = figure.children.filter(isCaption).flatMap((each) => ('children' in each ? plain(each) : []));
  const captioned = caption.length === 0 ? [] : [element('p', caption)];
  const drawing = elementIn(figure, ({ tagName }) => tagName === 'svg');
  const rest = figure.children.filter((each) => each !== drawing && !isCaption(each));
  const beside = plain({ children: rest.filter((each) => !(each.type === 'element' && each.tagName === 'svg')) });
  if (drawing === undefined) return [...beside, ...captioned];
  return [element('blockquote', [drawingText(drawing), ...captioned]), ...beside];
}

/** What a drawing shows, in words. */
function drawingText(drawing: Element): Element {
  const said = (name: string) => textOf(elementIn(drawing, ({ tagName }) => tagName === name)).trim();
  const title = said('title').replace(/\.$/, '');
  return element('p', [element('strong', [text(`Figure: ${title}.`)]), text(` ${said('desc')}`)]);
}
