import type { Draw, Supply } from './Supply.ts';

/**
 * The draws of pieces that are just what lies between two fixed extents, which make all three one, and what is left without them. Such a draw is
 * always right: whatever else used the piece can use what the gap would have used, and no draw of either was free.
 */
export function takeSeamless({ gaps, pieces }: Supply): { seamless: Draw[]; rest: Supply } {
  const seamless = gaps.flatMap(({ before, after, count }, gap): Draw[] =>
    before !== undefined && before === after && pieces[before] === count ? [{ gap, piece: before, count }] : [],
  );
  const served = new Set(seamless.map(({ gap }) => gap));
  const used = new Set(seamless.map(({ piece }) => piece));
  return {
    seamless,
    rest: {
      gaps: gaps.map((gap, index) => (served.has(index) ? { ...gap, count: 0 } : gap)),
      pieces: pieces.map((count, index) => (used.has(index) ? 0 : count)),
    },
  };
}
