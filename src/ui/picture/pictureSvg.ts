import type { Colour, Font, Hatch, PathShape, Picture, Rectangle, Shape, Stroke, TextShape } from './Picture.ts';
import { rectanglePath } from './Picture.ts';

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
