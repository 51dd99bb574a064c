import { type Corner, type Picture, rectanglePath, type Shape, type Stroke } from './Picture.ts';
import { readColour } from './readColour.ts';
import { readDrawing } from './readDrawing.ts';
import { readTexts } from './readTexts.ts';

/** What a picture leaves out: what is only pressed, and what is only heard. */
export const LEFT_OUT =
  'button:not(.link), input, select, textarea, form, label, script, style, link, template, [hidden], .visually-hidden, .panel-foot, .missing';

/**
 * What an element looks like, as shapes: boxes with their borders, lines of text, drawings in SVG. It has to be in the document and laid out. What a page may
 * show of it as an image its policy forbids (no `data:`, no `blob:`), so it is read from the styles that the browser computed.
 */
export function readElement(element: HTMLElement): Picture {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { width, height, shapes: shapesOf(element, { left, top }, 1) };
}

function shapesOf(element: Element, corner: Corner, seen: number): Shape[] {
  if (element.matches(LEFT_OUT)) return [];
  const style = getComputedStyle(element);
  const opacity = seen * Number(style.opacity);
  if (style.display === 'none' || style.visibility === 'hidden' || opacity === 0) return [];
  if (element instanceof SVGSVGElement) return readDrawing(element, corner, opacity);
  const content = [...element.childNodes].flatMap((child) => {
    if (child instanceof Element) return shapesOf(child, corner, opacity);
    return child instanceof Text ? readTexts(child, style, corner, opacity) : [];
  });
  return [...boxOf(element, style, corner, opacity), ...content];
}

type Side = 'Top' | 'Right' | 'Bottom' | 'Left';
const SIDES: readonly Side[] = ['Top', 'Right', 'Bottom', 'Left'];

function boxOf(element: Element, style: CSSStyleDeclaration, corner: Corner, opacity: number): Shape[] {
  const radius = Number.parseFloat(style.borderTopLeftRadius) || 0;
  return [...element.getClientRects()].flatMap((rect) => {
    const x = rect.left - corner.left;
    const y = rect.top - corner.top;
    const { width, height } = rect;
    if (width === 0 || height === 0) return [];
    const fill = readColour(style.backgroundColor, opacity);
    const behind: Shape[] = fill ? [{ kind: 'path', path: rectanglePath(x, y, width, height, radius), fill }] : [];
    const [top, right, bottom, left] = SIDES.map((side) => borderOf(style, side, opacity));
    if (top && same(top, right) && same(top, bottom) && same(top, left)) {
      const half = top.width / 2;
      const path = rectanglePath(x + half, y + half, width - top.width, height - top.width, Math.max(0, radius - half));
      return [...behind, { kind: 'path', path, stroke: top }];
    }
    const line = (stroke: Stroke | undefined, path: (half: number) => string): Shape[] =>
      stroke ? [{ kind: 'path', path: path(stroke.width / 2), stroke }] : [];
    return [
      ...behind,
      ...line(top, (half) => `M${x} ${y + half}h${width}`),
      ...line(right, (half) => `M${x + width - half} ${y}v${height}`),
      ...line(bottom, (half) => `M${x} ${y + height - half}h${width}`),
      ...line(left, (half) => `M${x + half} ${y}v${height}`),
    ];
  });
}

function borderOf(style: CSSStyleDeclaration, side: Side, opacity: number): Stroke | undefined {
  const width = Number.parseFloat(style[`border${side}Width`]);
  const drawn = style[`border${side}Style`];
  const colour = readColour(style[`border${side}Color`], opacity);
  if (!(width > 0) || drawn === 'none' || drawn === 'hidden' || !colour) return undefined;
  const dashes = drawn === 'dashed' ? [3 * width, 2 * width] : drawn === 'dotted' ? [width, width] : [];
  return { ...colour, width, dashes, cap: 'butt', join: 'miter' };
}

const same = (a: Stroke, b: Stroke | undefined) =>
  b !== undefined && a.hex === b.hex && a.width === b.width && a.opacity === b.opacity;
