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

export interface Rectangle {
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
