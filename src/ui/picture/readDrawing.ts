import { type Corner, type Hatch, type Matrix, rectanglePath, type Shape, type Stroke } from './Picture.ts';
import { readColour } from './readColour.ts';
import { readTexts } from './readTexts.ts';

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
