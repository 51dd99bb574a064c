/**
 * What has to be laid: each gap needs its ids from pieces, each piece has that many to give. An extent is a draw of one gap on one piece. It
 * costs one extent, and none where it runs on from a fixed extent beside both the gap and the piece: that piece is the gap's `before` or `after`.
 */
export interface Supply {
  gaps: readonly Gap[];
  /** How many ids each piece holds. */
  pieces: readonly number[];
}

export interface Gap {
  count: number;
  /** The piece whose first id runs on from the fixed extent before the gap, and the one whose last id runs on to the extent after it. */
  before: number | undefined;
  after: number | undefined;
}

/** `count` ids of piece `piece` for gap `gap`. A pair of the two draws once. */
export interface Draw {
  gap: number;
  piece: number;
  count: number;
}

/** What a draw adds to the number of extents. */
export function costOf({ gaps, pieces }: Supply, { gap, piece, count }: Draw): number {
  const { before, after, count: gapCount } = gaps[gap] ?? { before: undefined, after: undefined, count: 0 };
  if (before !== piece && after !== piece) return 1;
  return before === after && count === gapCount && count === pieces[piece] ? -1 : 0;
}

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
