import satori from 'satori';
import { extentAt, LINES, MASS, MASS_SHADE, points, TIP, TIP_SHADE, WATERLINE } from '../../../site/iceberg/polygon.ts';
import { PREVIEW } from '../../../site/previewPath.ts';

/** Where the water begins, from the picture's upper edge. */
const SURFACE = 316;
/** The berg on the right, larger than the picture is deep: units of its outline, and where its left edge is. */
const BERG = { scale: 1.06, left: 640 } as const;
/** A layer of water: where it begins, and the wave along its edge. */
const WATERS = [
  { from: SURFACE, fill: 'water-1', wave: 60, height: 9 },
  { from: 460, fill: 'water-2', wave: 100, height: 14 },
  { from: 572, fill: 'water-3', wave: 75, height: 12 },
] as const;

/** The sea with the berg in it, and whatever SVG stands before it, as one picture in the colours given. */
export function seaScene(colour: (name: string) => string, before: string): string {
  const { width, height } = PREVIEW;
  const water = WATERS.map(({ fill, ...wave }) => `<path fill="${colour(fill)}" d="${wavePath(wave)}"/>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${colour('paper')}"/>`,
    ...water,
    bergGroup(colour),
    before,
    '</svg>',
  ].join('');
}

function wavePath({ from, wave, height }: { from: number; wave: number; height: number }): string {
  const crests = `t${wave} 0`.repeat(Math.ceil(PREVIEW.width / wave));
  return `M0 ${from}q${wave / 2} -${height} ${wave} 0${crests}V${PREVIEW.height}H0z`;
}

function bergGroup(colour: (name: string) => string): string {
  const polygon = (fill: string, outline: typeof TIP) =>
    `<polygon fill="${colour(fill)}" points="${points(outline)}"/>`;
  const place = `translate(${BERG.left} ${SURFACE - WATERLINE * BERG.scale}) scale(${BERG.scale})`;
  const edge = `<polyline fill="none" stroke="${colour('berg-line')}" stroke-width="2" points="${points(TIP)}"/>`;
  return [
    `<g transform="${place}">`,
    polygon('berg-shade', MASS),
    polygon('berg-deep', MASS_SHADE),
    polygon('berg', TIP),
    polygon('berg-shade', TIP_SHADE),
    edge,
    ...LINES.map(({ depth }) => rope(depth, colour('berg-line'))),
    '</g>',
  ].join('');
}

/** One of the three lines that hold the berg, with a knot at either side. */
function rope(depth: number, colour: string): string {
  const { left = 0, right = 0 } = extentAt(MASS, depth) ?? {};
  const knot = (x: number) => `<circle cx="${x}" cy="${depth}" r="5" fill="${colour}"/>`;
  const line = `M${left} ${depth}Q${(left + right) / 2} ${depth + 13} ${right} ${depth}`;
  const dashes = `stroke="${colour}" stroke-width="2.4" stroke-dasharray="7 5"`;
  return `<path fill="none" ${dashes} d="${line}"/>${knot(left)}${knot(right)}`;
}

/** What a picture says of its page. */
export interface PreviewWords {
  title: string;
  /** The part of the book, or the kind of page: above the title. None on the home page. */
  kind: string;
  description: string;
}

type Style = Readonly<Record<string, string | number>>;
/** Satori's own way to tell an element, which is React's. */
interface Box {
  type: 'div';
  props: { style: Style; children: string | Box[] };
}
const box = (style: Style, children: string | Box[]): Box => ({
  type: 'div',
  props: { style: { display: 'flex', ...style }, children },
});

const FONT = 'Source Serif 4';
const BRAND = 'Below the Waterline';
const EDGE = 64;
/** How large a title is set that has at most so many letters: a long one takes two lines, too. */
const SIZES = [
  { letters: 15, size: 84 },
  { letters: 17, size: 68 },
  { letters: 46, size: 58 },
] as const;
const SMALLEST = 48;
/** A description longer than this is set smaller: six lines have room then. */
const LONG = 130;

/** The words of a picture as SVG, their letters as paths: the title on the waterline, the description below it. */
export async function previewText(
  { title, kind, description }: PreviewWords,
  colour: (name: string) => string,
  font: Buffer,
): Promise<string> {
  const size = SIZES.find(({ letters }) => title.length <= letters)?.size ?? SMALLEST;
  const above = box(
    { position: 'absolute', left: EDGE, top: 0, width: 640, height: SURFACE - 26, flexDirection: 'column' },
    [
      box({ marginTop: 36, marginLeft: 58, fontSize: 34, fontWeight: 700 }, BRAND),
      box({ flexGrow: 1 }, ''),
      box({ fontSize: 28, color: colour('accent') }, kind),
      box({ fontSize: size, fontWeight: 700, lineHeight: 1.08, textWrap: 'balance', letterSpacing: '-0.012em' }, title),
    ],
  );
  const below = box(
    {
      position: 'absolute',
      left: EDGE,
      top: SURFACE + 40,
      width: 590,
      fontSize: description.length > LONG ? 29 : 33,
      lineHeight: 1.36,
    },
    description,
  );
  return satori(box({ width: '100%', height: '100%', fontFamily: FONT, color: colour('ink') }, [above, below]), {
    ...PREVIEW,
    fonts: [400, 700].map((weight) => ({
      name: FONT,
      data: font,
      weight: weight === 700 ? 700 : 400,
      style: 'normal',
    })),
  });
}
