import {
  type Colour,
  type Corner,
  type Hatch,
  type PathShape,
  type Picture,
  rectanglePath,
  type Shape,
  type Stroke,
  type TextShape,
} from './pictureSvg.ts';
import { readColour, readDrawing, readTexts } from './readDrawing.ts';

/** What a picture leaves out: what is only pressed, and what is only heard. */
const LEFT_OUT =
  'button:not(.link), input, select, textarea, form, label, script, style, link, template, [hidden], .visually-hidden, .panel-foot, .missing';

/**
 * What an element looks like, as shapes: boxes with their borders, lines of text, drawings in SVG. It has to be in the document and laid out. What a page may
 * show of it as an image its policy forbids (no `data:`, no `blob:`), so it is read from the styles that the browser computed.
 */
function readElement(element: HTMLElement): Picture {
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

/** What a page has of which a picture may be made. */
export type Pictured = HTMLElement | SVGElement;

export type Theme = 'light' | 'dark';

interface PictureFrame {
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

/** Draws the picture on a canvas, `scale` pixels for each of the picture's; undefined where the browser has no room for one so large. */
export function drawPicture({ width, height, shapes }: Picture, scale: number): HTMLCanvasElement | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  for (const shape of shapes) {
    context.setTransform(scale, 0, 0, scale, 0, 0);
    if (shape.kind === 'text') drawText(context, shape);
    else drawPath(context, shape);
  }
  return canvas;
}

/** The canvas as a PNG; undefined where the browser makes none. */
export const pngOf = (canvas: HTMLCanvasElement) =>
  new Promise<Blob | undefined>((done) => canvas.toBlob((blob) => done(blob ?? undefined), 'image/png'));

function drawPath(
  context: CanvasRenderingContext2D,
  { path, clip, matrix, fill, evenOdd, stroke, hatch }: PathShape,
): void {
  context.save();
  if (clip) {
    context.beginPath();
    context.rect(clip.x, clip.y, clip.width, clip.height);
    context.clip();
  }
  if (matrix) context.transform(...matrix);
  const drawn = new Path2D(path);
  const rule = evenOdd ? 'evenodd' : 'nonzero';
  if (hatch) drawHatch(context, drawn, rule, hatch);
  else if (fill) {
    context.fillStyle = css(fill);
    context.fill(drawn, rule);
  }
  if (stroke) {
    setStroke(context, stroke);
    context.stroke(drawn);
  }
  context.restore();
}

function drawText(context: CanvasRenderingContext2D, { text, x, y, width, font, fill }: TextShape): void {
  context.font = `${font.style} ${font.weight} ${font.size}px ${font.family}`;
  context.fillStyle = css(fill);
  context.translate(x, y);
  // What the page shows takes `width`, letter spacing included.
  const measured = context.measureText(text).width;
  if (measured > 0) context.scale(width / measured, 1);
  context.fillText(text, 0, 0);
}

function drawHatch(context: CanvasRenderingContext2D, path: Path2D, rule: CanvasFillRule, { line, gap }: Hatch): void {
  const { canvas } = context;
  context.save();
  context.clip(path, rule);
  context.rotate(Math.PI / 4);
  setStroke(context, line);
  const reach = canvas.width + canvas.height;
  context.beginPath();
  for (let at = -Math.ceil(reach / gap) * gap; at < reach; at += gap) {
    context.moveTo(at, -reach);
    context.lineTo(at, reach);
  }
  context.stroke();
  context.restore();
}

function setStroke(context: CanvasRenderingContext2D, stroke: Stroke): void {
  context.strokeStyle = css(stroke);
  context.lineWidth = stroke.width;
  context.lineCap = stroke.cap;
  context.lineJoin = stroke.join;
  context.setLineDash([...stroke.dashes]);
}

const css = ({ hex, opacity }: Colour) =>
  opacity < 1
    ? `${hex}${Math.round(opacity * 255)
        .toString(16)
        .padStart(2, '0')}`
    : hex;
