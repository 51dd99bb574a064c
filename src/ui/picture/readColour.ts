import type { Colour } from './Picture.ts';

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
