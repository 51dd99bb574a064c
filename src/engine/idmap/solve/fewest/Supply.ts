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
  const { before, after, count: whole } = gaps[gap] ?? { before: undefined, after: undefined, count: 0 };
  if (before !== piece && after !== piece) return 1;
  return before === after && count === whole && count === pieces[piece] ? -1 : 0;
}
