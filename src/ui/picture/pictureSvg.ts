/** `a b c d e f` of SVG and of a canvas: where a shape's own units are in the picture. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Where the picture's corner is on the screen. */
export interface Corner {
  left: number;
  top: number;
}

/** A colour as `#rrggbb`, and how much of what is behind it it covers. */
export interface Colour {
  hex: string;
  opacity: number;
}

export interface Stroke extends Colour {
  width: number;
  /** Lengths of dashes and gaps; none for a whole line. */
  dashes: readonly number[];
  cap: CanvasLineCap;
  join: CanvasLineJoin;
}

export interface Font {
  family: string;
  /** In pixels. */
  size: number;
  weight: string;
  style: string;
}

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A path in the syntax of SVG. */
export interface PathShape {
  kind: 'path';
  /** Of the picture, not of the shape’s own units: what is drawn outside it is not seen. One object for all shapes of a drawing. */
  clip?: Rectangle | undefined;
  path: string;
  matrix?: Matrix | undefined;
  fill?: Colour | undefined;
  /** By the even-odd rule, as `fill-rule` says; else by nonzero. */
  evenOdd?: boolean;
  stroke?: Stroke | undefined;
  /** In place of a fill: parallel lines that rise to the left. */
  hatch?: Hatch | undefined;
}

export interface Hatch {
  line: Stroke;
  /** From one line to the next. */
  gap: number;
}

/** A run of text in one line, from its left end at its baseline. */
export interface TextShape {
  kind: 'text';
  text: string;
  x: number;
  y: number;
  /** What it takes here; another font is fitted into that. */
  width: number;
  font: Font;
  fill: Colour;
}

export type Shape = PathShape | TextShape;

/** What is drawn, in this order, in pixels of CSS: one model for the SVG and for the canvas, so that both show the same. */
export interface Picture {
  width: number;
  height: number;
  shapes: readonly Shape[];
}

/** A rectangle as a path, with round corners where `radius` is more than 0. */
export function rectanglePath(x: number, y: number, width: number, height: number, radius = 0): string {
  const r = Math.min(radius, width / 2, height / 2);
  if (r <= 0) return `M${x} ${y}h${width}v${height}h${-width}z`;
  const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}z`;
}

/** What shapes name by its number, in the order in which it first comes. */
interface Named {
  hatches: Hatch[];
  clips: Rectangle[];
}

/** The picture as an SVG file: no style sheet, no script and no font in it, so that any program shows it. `title` is what it says to whom can't see it. */
export function pictureSvg({ width, height, shapes }: Picture, title: string): string {
  const named: Named = { hatches: [], clips: [] };
  const drawn = shapes.map((shape) => shapeSvg(shape, named)).join('\n');
  const defs = [...named.hatches.map(hatchPattern), ...named.clips.map(clipPath)].join('');
  const size = `width="${short(width)}" height="${short(height)}" viewBox="0 0 ${short(width)} ${short(height)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">\n<title>${escaped(title)}</title>\n${defs && `<defs>${defs}</defs>\n`}${drawn}\n</svg>\n`;
}

const shapeSvg = (shape: Shape, named: Named) => (shape.kind === 'text' ? textSvg(shape) : pathSvg(shape, named));

function pathSvg({ path, clip, matrix, fill, evenOdd, stroke, hatch }: PathShape, { hatches, clips }: Named): string {
  const paint = hatch
    ? ` fill="url(#hatch-${numberOf(hatch, hatches)})"`
    : fill
      ? painted('fill', fill)
      : ' fill="none"';
  const rule = evenOdd ? ' fill-rule="evenodd"' : '';
  const placed = matrix ? ` transform="matrix(${matrix.map(short).join(' ')})"` : '';
  const drawn = `<path d="${escaped(path)}"${placed}${paint}${rule}${stroke ? strokeSvg(stroke) : ''}/>`;
  return clip ? `<g clip-path="url(#clip-${numberOf(clip, clips)})">${drawn}</g>` : drawn;
}

function numberOf<Each>(each: Each, all: Each[]): number {
  if (!all.includes(each)) all.push(each);
  return all.indexOf(each);
}

function strokeSvg(stroke: Stroke): string {
  const dashes = stroke.dashes.length > 0 ? ` stroke-dasharray="${stroke.dashes.map(short).join(' ')}"` : '';
  const cap = stroke.cap === 'butt' ? '' : ` stroke-linecap="${stroke.cap}"`;
  const join = stroke.join === 'miter' ? '' : ` stroke-linejoin="${stroke.join}"`;
  return `${painted('stroke', stroke)} stroke-width="${short(stroke.width)}"${dashes}${cap}${join}`;
}

function textSvg({ text, x, y, width, font, fill }: TextShape): string {
  const fitted = text.length > 1 ? ` textLength="${short(width)}" lengthAdjust="spacingAndGlyphs"` : '';
  return `<text x="${short(x)}" y="${short(y)}"${fitted}${fontSvg(font)}${painted('fill', fill)} xml:space="preserve">${escaped(text)}</text>`;
}

function fontSvg({ family, size, weight, style }: Font): string {
  const slanted = style === 'normal' ? '' : ` font-style="${escaped(style)}"`;
  return ` font-family="${escaped(family)}" font-size="${short(size)}" font-weight="${escaped(weight)}"${slanted}`;
}

function hatchPattern({ line, gap }: Hatch, at: number): string {
  const size = short(gap);
  return `<pattern id="hatch-${at}" width="${size}" height="${size}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V${size}"${strokeSvg(line)}/></pattern>`;
}

const clipPath = ({ x, y, width, height }: Rectangle, at: number) =>
  `<clipPath id="clip-${at}"><path d="${rectanglePath(x, y, width, height)}"/></clipPath>`;

const painted = (what: 'fill' | 'stroke', { hex, opacity }: Colour) =>
  ` ${what}="${hex}"${opacity < 1 ? ` ${what}-opacity="${short(opacity)}"` : ''}`;

/** Hundredths of a pixel are finer than any screen. */
const short = (number: number) => String(Math.round(number * 100) / 100);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** As XML takes it: with entities, and without the control characters that it forbids. */
function escaped(text: string): string {
  const allowed = [...text.toWellFormed()].filter((character) => character >= ' ' || character === '\t').join('');
  return allowed.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
