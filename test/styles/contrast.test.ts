import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The colours of tokens.css, light and dark; a token with one colour has it in both. */
const TOKENS = new Map(
  [
    ...readFileSync('src/styles/tokens.css', 'utf8').matchAll(
      /--([\w-]+):\s*(?:light-dark\((#\w+), (#\w+)\)|(#\w+));/g,
    ),
  ].map(
    ([, name = '', light, dark, both]) => [name, { light: light ?? both ?? '', dark: dark ?? both ?? '' }] as const,
  ),
);

/** Contrast of two colours (WCAG 2.2, "contrast ratio" and "relative luminance"). */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const BERG = ['berg', 'berg-shade', 'berg-deep'];
const SEA = ['water-1', 'water-2', 'water-3'];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const of = (name: string) => TOKENS.get(name)?.[theme] ?? '';
  const pairs = (inks: readonly string[], grounds: readonly string[]) =>
    inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const));

  it.each([
    ...pairs(['berg-line'], BERG),
    ...pairs(['ink-2'], [...SEA, 'paper', 'panel']),
    ...pairs(['accent'], ['paper', 'panel', 'accent-soft', 'water-1']),
    ...pairs(['line-strong'], ['paper', 'panel']),
    ...pairs(['allow'], ['water-1', 'allow-soft']),
    ...pairs(['deny'], ['water-1', 'deny-soft']),
  ])('a line of %s on %s has 3:1', (ink, ground) => expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(3));

  it.each([
    ...pairs(['berg-ink'], BERG),
    ...pairs(['ink'], [...SEA, 'paper', 'panel']),
    ...pairs(['ink-2'], ['water-1', 'paper', 'panel']),
  ])('text of %s on %s has 4.5:1', (ink, ground) => expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(4.5));
});
