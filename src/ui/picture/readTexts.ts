import type { Corner, Font, TextShape } from './Picture.ts';
import { readColour } from './readColour.ts';

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
