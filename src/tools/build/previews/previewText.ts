import satori from 'satori';
import { PREVIEW } from '../../../site/previewPath.ts';
import { SURFACE } from './seaScene.ts';

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
