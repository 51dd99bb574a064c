/**
 * What has to be laid: each gap needs its ids from pieces, each piece has that many to give. An extent is a draw of one gap on one piece. It
 * costs one extent, and none where it runs on from a fixed extent beside both the gap and the piece: that piece is the gap's `before` or `after`.
 */
export interface Supply {
  gaps: readonly Gap[];
  /** How many ids each piece holds. */
  pieces: readonly number[];
}

interface Gap {
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

/**
 * No way of serving `gaps` costs less: a gap that no free draw can fill costs one at least, and so does each piece that is needed and
 * that no free draw touches. (The draws that cost -1 are taken before; see `takeSeamless`.)
 */
export function lowerBound(supply: Supply): number {
  const { gaps, pieces } = supply;
  const touched = new Set<number>();
  let demand = 0;
  let paidGaps = 0;
  for (const { count, before, after } of gaps) {
    if (count === 0) continue;
    demand += count;
    let free = 0;
    for (const piece of new Set([before, after])) {
      if (piece === undefined) continue;
      touched.add(piece);
      free += pieces[piece] ?? 0;
    }
    if (free < count) paidGaps += 1;
  }
  const untouched = pieces.filter((count, piece) => count > 0 && !touched.has(piece)).sort((a, b) => b - a);
  let missing = demand;
  for (const piece of touched) missing -= pieces[piece] ?? 0;
  let paidPieces = 0;
  while (missing > 0 && paidPieces < untouched.length) {
    missing -= untouched[paidPieces] ?? 0;
    paidPieces += 1;
  }
  return Math.max(paidGaps, paidPieces);
}

/** Up to this many gaps and pieces together every set of them is looked at. */
const GROUPED = 13;

/**
 * A sharper bound than `lowerBound` for small numbers. The draws of an answer hang together in groups that share nothing, each with ids enough for
 * its gaps. Within a group, free draws make islands of gaps and pieces, and to join n islands takes n - 1 paid draws. So the bound is the least,
 * over all ways to part gaps and pieces into groups with ids enough, of the islands beyond the first of each. (That free draws alone can't
 * always carry what an island needs is left out of account, so it is a bound, and the search has the last word.)
 */
export function boundByGroups({ gaps, pieces }: Supply): number {
  const gapNodes = [...gaps.entries()].filter(([, { count }]) => count > 0);
  const pieceNodes = [...pieces.entries()].filter(([, count]) => count > 0);
  const size = gapNodes.length + pieceNodes.length;
  if (gapNodes.length === 0 || size > GROUPED) return 0;
  const weights = [...gapNodes.map(([, { count }]) => -count), ...pieceNodes.map(([, count]) => count)];
  const near = new Array<number>(size).fill(0);
  for (const [node, [, { before, after }]] of gapNodes.entries()) {
    for (const [index, [piece]] of pieceNodes.entries()) {
      if (piece !== before && piece !== after) continue;
      const other = gapNodes.length + index;
      near[node] = (near[node] ?? 0) | (1 << other);
      near[other] = (near[other] ?? 0) | (1 << node);
    }
  }

  const allGaps = 2 ** gapNodes.length - 1;
  /** For each set of nodes: the ids that it has over, and how many islands it is beyond the first. */
  const over = new Float64Array(2 ** size);
  const joints = new Int8Array(2 ** size);
  /** For each set: the least number of paid draws that serve its gaps from its pieces. */
  const least = new Int8Array(2 ** size);
  for (let set = 1; set < 2 ** size; set += 1) {
    const lowest = 31 - Math.clz32(set & -set);
    over[set] = (over[set & (set - 1)] ?? 0) + (weights[lowest] ?? 0);
    const beyond = set & ~islandOf(lowest, set, near);
    joints[set] = beyond === 0 ? 0 : (joints[beyond] ?? 0) + 1;
    if ((set & allGaps) === 0) continue;
    // The lowest node is a gap, and some group has it.
    const others = set & (set - 1);
    let best = UNSERVED;
    for (let more = others; ; more = (more - 1) & others) {
      const group = more | (set & -set);
      if ((over[group] ?? 0) >= 0) best = Math.min(best, (joints[group] ?? 0) + (least[set & ~group] ?? UNSERVED));
      if (more === 0) break;
    }
    least[set] = best;
  }
  return least[2 ** size - 1] ?? 0;
}

/** More than any set of `GROUPED` nodes costs. */
const UNSERVED = 60;

/** The nodes of `set` that hang together with `node` by free draws. */
function islandOf(node: number, set: number, near: readonly number[]): number {
  let island = 1 << node;
  for (let fresh = island; fresh !== 0; ) {
    let reached = 0;
    for (let rest = fresh; rest !== 0; rest &= rest - 1) reached |= near[31 - Math.clz32(rest & -rest)] ?? 0;
    fresh = reached & set & ~island;
    island |= fresh;
  }
  return island;
}
