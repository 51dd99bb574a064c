import {
  type Colour,
  type Corner,
  type Font,
  type Hatch,
  type Matrix,
  rectanglePath,
  type Shape,
  type Stroke,
  type TextShape,
} from './pictureSvg.ts';

/**
 * A computed colour, as browsers write it (CSS Color 4, “Serializing”): `rgb(…)`, `rgba(…)` or `color(srgb …)`, times `opacity`. Undefined for what is
 * not seen, and for a colour of another space, which no style of the site has.
 */
export function readColour(computed: string, opacity = 1): Colour | undefined {
  const [, kind = '', told = ''] = /^(rgba?|color)\((.*)\)$/.exec(computed) ?? [];
  const numbers = (told.match(/-?[\d.]+(?:e-?\d+)?%?/g) ?? []).map((each) =>
    each.endsWith('%') ? Number(each.slice(0, -1)) / 100 : Number(each),
  );
  if (kind === '' || numbers.length < 3 || (kind === 'color' && !told.startsWith('srgb '))) return undefined;
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbers;
  const covered = alpha * opacity;
  if (covered <= 0) return undefined;
  const scale = kind === 'color' ? 255 : 1;
  const hex = [red, green, blue].map((part) => byte(part * scale)).join('');
  return { hex: `#${hex}`, opacity: Math.min(1, covered) };
}

const byte = (value: number) =>
  Math.max(0, Math.min(255, Math.round(value)))
    .toString(16)
    .padStart(2, '0');

interface Line {
  text: string;
  left: number;
  right: number;
  top: number;
  height: number;
}

/** The lines of a text as they are laid out, each a run from its baseline. `style`: of the element around it; `scale`: of the drawing that it stands in. */
export function readTexts(
  text: Text,
  style: CSSStyleDeclaration,
  corner: Corner,
  opacity: number,
  scale = 1,
): TextShape[] {
  const fill = readColour(text.parentElement instanceof SVGElement ? style.fill : style.color, opacity);
  if (!fill || text.data.trim() === '') return [];
  const font: Font = {
    family: style.fontFamily,
    size: Number.parseFloat(style.fontSize) * scale,
    weight: style.fontWeight,
    style: style.fontStyle,
  };
  const { ascent, descent } = heights(font);
  return linesOf(text).map(({ text: line, left, right, top, height }) => ({
    kind: 'text',
    text: style.textTransform === 'uppercase' ? line.toUpperCase() : line,
    x: left - corner.left,
    y: top - corner.top + (height - ascent - descent) / 2 + ascent,
    width: right - left,
    font,
    fill,
  }));
}

/** What is seen of the text: white space that is folded away has no place on the page. */
function linesOf(text: Text): Line[] {
  const lines: Line[] = [];
  const range = document.createRange();
  let at = 0;
  for (const character of text.data) {
    range.setStart(text, at);
    at += character.length;
    range.setEnd(text, at);
    const rect = [...range.getClientRects()].find(({ width }) => width > 0);
    if (!rect) continue;
    const shown = /\s/.test(character) && character !== '\u{a0}' ? ' ' : character;
    const line = lines.at(-1);
    if (line && Math.abs(line.top - rect.top) < rect.height / 2 && rect.left >= line.left) {
      line.text += shown;
      line.right = Math.max(line.right, rect.right);
    } else lines.push({ text: shown, left: rect.left, right: rect.right, top: rect.top, height: rect.height });
  }
  return lines.filter((line) => line.text.trim() !== '');
}

let context: CanvasRenderingContext2D | null | undefined;

/** How far a font's lines reach above and below their baseline. */
function heights({ family, size, weight, style }: Font): { ascent: number; descent: number } {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) return { ascent: size * 0.8, descent: size * 0.2 };
  context.font = `${style} ${weight} ${size}px ${family}`;
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText('x');
  return { ascent: fontBoundingBoxAscent, descent: fontBoundingBoxDescent };
}

/** The shapes of a drawing in SVG, in the styles that it has on the page. */
export function readDrawing(drawing: SVGSVGElement, corner: Corner, opacity: number): Shape[] {
  const shapes = [...drawing.children].flatMap((child) => shapesOf(child, corner, opacity));
  if (getComputedStyle(drawing).overflow === 'visible') return shapes;
  const { left, top, width, height } = drawing.getBoundingClientRect();
  const clip = { x: left - corner.left, y: top - corner.top, width, height };
  return shapes.map((shape) => (shape.kind === 'path' ? { ...shape, clip } : shape));
}

function shapesOf(element: Element, corner: Corner, seen: number): Shape[] {
  if (!(element instanceof SVGGraphicsElement)) return [];
  const style = getComputedStyle(element);
  const opacity = seen * Number(style.opacity);
  if (style.display === 'none' || style.visibility === 'hidden' || opacity === 0) return [];
  if (element instanceof SVGGeometryElement) return shapeOf(element, style, corner, opacity);
  const scale = element instanceof SVGTextContentElement ? scaleOf(element) : 1;
  return [...element.childNodes].flatMap((child) => {
    if (child instanceof Element) return shapesOf(child, corner, opacity);
    return child instanceof Text && element instanceof SVGTextContentElement
      ? readTexts(child, style, corner, opacity, scale)
      : [];
  });
}

function shapeOf(element: SVGGeometryElement, style: CSSStyleDeclaration, corner: Corner, opacity: number): Shape[] {
  const path = pathOf(element);
  if (path === '') return [];
  const hatch = hatchOf(element, style, opacity);
  const fill = hatch ? undefined : readColour(style.fill, opacity * Number(style.fillOpacity));
  const stroke = strokeOf(style, opacity);
  if (!hatch && !fill && !stroke) return [];
  return [
    {
      kind: 'path',
      path,
      matrix: matrixOf(element, corner),
      fill,
      evenOdd: style.fillRule === 'evenodd',
      stroke,
      hatch,
    },
  ];
}

function pathOf(element: SVGGeometryElement): string {
  const number = (name: string) => Number(element.getAttribute(name) ?? 0);
  switch (element.localName) {
    case 'path':
      return element.getAttribute('d') ?? '';
    case 'rect':
      return rectanglePath(
        number('x'),
        number('y'),
        number('width'),
        number('height'),
        Number.parseFloat(getComputedStyle(element).rx) || 0,
      );
    case 'circle':
      return ellipsePath(number('cx'), number('cy'), number('r'), number('r'));
    case 'ellipse':
      return ellipsePath(number('cx'), number('cy'), number('rx'), number('ry'));
    case 'line':
      return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`;
    case 'polyline':
    case 'polygon':
      return `M${element.getAttribute('points') ?? ''}${element.localName === 'polygon' ? 'z' : ''}`;
    default:
      return '';
  }
}

const ellipsePath = (x: number, y: number, rx: number, ry: number) =>
  `M${x - rx} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;

function strokeOf(style: CSSStyleDeclaration, opacity: number): Stroke | undefined {
  const colour = readColour(style.stroke, opacity * Number(style.strokeOpacity));
  const width = Number.parseFloat(style.strokeWidth);
  if (!colour || !(width > 0)) return undefined;
  return {
    ...colour,
    width,
    dashes: (style.strokeDasharray.match(/[\d.]+/g) ?? []).map(Number),
    cap: style.strokeLinecap as CanvasLineCap,
    join: style.strokeLinejoin as CanvasLineJoin,
  };
}

/** A pattern as its first line is drawn: the only patterns of the site are hatches at 45 degrees. */
function hatchOf(element: SVGGeometryElement, style: CSSStyleDeclaration, opacity: number): Hatch | undefined {
  const [, id] = /^url\("?#(.+?)"?\)/.exec(style.fill) ?? [];
  const pattern = id === undefined ? null : element.ownerSVGElement?.querySelector(`#${CSS.escape(id)}`);
  if (!(pattern instanceof SVGPatternElement)) return undefined;
  const [drawn] = pattern.children;
  const line = drawn && strokeOf(getComputedStyle(drawn), opacity);
  return line && { line, gap: pattern.width.baseVal.value };
}

function matrixOf(element: SVGGraphicsElement, { left, top }: Corner): Matrix | undefined {
  const matrix = element.getScreenCTM();
  return matrix ? [matrix.a, matrix.b, matrix.c, matrix.d, matrix.e - left, matrix.f - top] : undefined;
}

function scaleOf(element: SVGGraphicsElement): number {
  const matrix = element.getScreenCTM();
  return matrix ? Math.hypot(matrix.a, matrix.b) : 1;
}
