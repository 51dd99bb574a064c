import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { type PreviewWords, previewText, seaScene } from './previewText.ts';

/** The colours of the light theme by their names (`paper`, `water-1`), as src/styles/tokens.css tells them: the first of a pair, or the only one. */
export function lightTokens(css: string): (name: string) => string {
  const colours = new Map(
    [...css.matchAll(/--([\w-]+):\s*(?:light-dark\(\s*)?(#[\da-f]{6})\b/gi)].map(([, name = '', colour = '']) => [
      name,
      colour,
    ]),
  );
  return (name) => {
    const colour = colours.get(name);
    if (colour === undefined) throw new Error(`src/styles/tokens.css has no colour --${name}.`);
    return colour;
  };
}

const root = join(import.meta.dirname, '../../../..');
const FONT = 'node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2';
/** So few colours that the picture stays small, and so many that no letter has steps. */
const COLOURS = 64;

/** Draws pictures of pages, 1200 by 630 pixels, as PNG: the same words give the same bytes. */
export async function previewDrawer(): Promise<(words: PreviewWords) => Promise<Buffer>> {
  const [css, sign, font] = await Promise.all([
    readFile(join(root, 'src/styles/tokens.css'), 'utf8'),
    readFile(join(root, 'public/favicon.svg'), 'utf8'),
    readFile(join(root, FONT)),
  ]);
  const colour = lightTokens(css);
  const placed = sign.replace('<svg ', '<svg x="64" y="40" width="44" height="37" ');
  return async (words) => {
    const scene = seaScene(colour, placed + (await previewText(words, colour, font)));
    return sharp(Buffer.from(scene)).png({ palette: true, colours: COLOURS, dither: 0, effort: 8 }).toBuffer();
  };
}
