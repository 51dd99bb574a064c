import type { Draw, Supply } from './bounds.ts';

/**
 * Ids on their way from pieces to gaps, along the pairs that may draw. It serves the gaps as far as these pairs can (a maximal flow); pairs that are
 * added later only add to it.
 */
interface Flow {
  gaps: number;
  pieces: number;
  /** For the pair of gap g and piece p, at g * pieces + p: whether it may draw, and how much it draws. */
  open: Uint8Array;
  drawn: Float64Array;
  /** What each gap still needs and each piece still has. */
  need: Float64Array;
  left: Float64Array;
}

/** Gaps that together need more than all pieces that they may draw on have. Only a new pair of one of these gaps and another piece can help. */
interface Stuck {
  gaps: readonly number[];
  /** The pieces that they may draw on, at 1. */
  reached: Uint8Array;
}

/** The flow along free draws alone. */
function freeFlow({ gaps, pieces }: Supply): Flow {
  const flow: Flow = {
    gaps: gaps.length,
    pieces: pieces.length,
    open: new Uint8Array(gaps.length * pieces.length),
    drawn: new Float64Array(gaps.length * pieces.length),
    need: Float64Array.from(gaps, ({ count }) => count),
    left: Float64Array.from(pieces),
  };
  for (const [gap, { before, after }] of gaps.entries()) {
    if (before !== undefined) flow.open[gap * flow.pieces + before] = 1;
    if (after !== undefined) flow.open[gap * flow.pieces + after] = 1;
  }
  fill(flow);
  return flow;
}

/** The flow with one more pair. */
function withPair(flow: Flow, gap: number, piece: number): Flow {
  const more: Flow = {
    ...flow,
    open: flow.open.slice(),
    drawn: flow.drawn.slice(),
    need: flow.need.slice(),
    left: flow.left.slice(),
  };
  more.open[gap * flow.pieces + piece] = 1;
  fill(more);
  return more;
}

/** How many ids are still needed. */
function lacking({ need }: Flow): number {
  return need.reduce((sum, count) => sum + count, 0);
}

function drawsOf({ gaps, pieces, drawn }: Flow): Draw[] {
  const draws: Draw[] = [];
  for (let gap = 0; gap < gaps; gap += 1) {
    for (let piece = 0; piece < pieces; piece += 1) {
      const count = drawn[gap * pieces + piece] ?? 0;
      if (count > 0) draws.push({ gap, piece, count });
    }
  }
  return draws;
}

/** Each set of gaps that is stuck, one for each gap that still needs ids; some may share gaps. */
function stuckSets(flow: Flow): Stuck[] {
  const sets: Stuck[] = [];
  for (let gap = 0; gap < flow.gaps; gap += 1) {
    if ((flow.need[gap] ?? 0) > 0) sets.push(walk(flow, gap));
  }
  return sets;
}

/** Sends more along, from each gap in need, until nothing more goes (augmenting paths, Ford and Fulkerson). */
function fill(flow: Flow): void {
  for (let gap = 0; gap < flow.gaps; gap += 1) {
    while ((flow.need[gap] ?? 0) > 0) {
      const { found, from, by } = walk(flow, gap);
      if (found === undefined) break;
      // Back along the way: each gap on it takes from the next piece what it gives up of the one before.
      let amount = Math.min(flow.need[gap] ?? 0, flow.left[found] ?? 0);
      for (let piece = found, at = from[piece] ?? gap; at !== gap; at = from[piece] ?? gap) {
        piece = by[at] ?? 0;
        amount = Math.min(amount, flow.drawn[at * flow.pieces + piece] ?? 0);
      }
      flow.left[found] = (flow.left[found] ?? 0) - amount;
      flow.need[gap] = (flow.need[gap] ?? 0) - amount;
      for (let piece = found; ; ) {
        const at = from[piece] ?? gap;
        add(flow, at, piece, amount);
        if (at === gap) break;
        piece = by[at] ?? 0;
        add(flow, at, piece, -amount);
      }
    }
  }
}

function add(flow: Flow, gap: number, piece: number, amount: number): void {
  const pair = gap * flow.pieces + piece;
  flow.drawn[pair] = (flow.drawn[pair] ?? 0) + amount;
}

/**
 * The gaps and pieces that `start` can get at: pieces by open pairs, and other gaps which draw on these and may draw elsewhere instead. `found` is a
 * piece that has ids left; `from` tells by which gap a piece was reached, `by` on which piece a gap was.
 */
function walk(flow: Flow, start: number) {
  const gaps = [start];
  const reached = new Uint8Array(flow.pieces);
  const from: number[] = [];
  const by: number[] = [];
  const seen = new Uint8Array(flow.gaps);
  seen[start] = 1;
  for (const gap of gaps) {
    for (let piece = 0; piece < flow.pieces; piece += 1) {
      if (reached[piece] === 1 || flow.open[gap * flow.pieces + piece] !== 1) continue;
      reached[piece] = 1;
      from[piece] = gap;
      if ((flow.left[piece] ?? 0) > 0) return { gaps, reached, from, by, found: piece };
      for (let other = 0; other < flow.gaps; other += 1) {
        if (seen[other] === 1 || (flow.drawn[other * flow.pieces + piece] ?? 0) === 0) continue;
        seen[other] = 1;
        by[other] = piece;
        gaps.push(other);
      }
    }
  }
  return { gaps, reached, from, by, found: undefined };
}

/** How many flows a search may still try; shared by the searches of one question, so that the answer comes in time. */
export interface Effort {
  steps: number;
}

/** A pair that may or may not draw. */
interface Pair {
  gap: number;
  piece: number;
}

/**
 * Good draws, found fast: where gaps are stuck, the new pair is added that leaves the least lacking, one after the other. Undefined where that
 * takes as many paid draws as `most` or the effort ends.
 */
export function quickDraws(supply: Supply, most: number, effort: Effort): Draw[] | undefined {
  let flow = freeFlow(supply);
  for (let paid = 0; lacking(flow) > 0; paid += 1) {
    if (paid + 1 >= most) return undefined;
    let best: Flow | undefined;
    for (const { gap, piece } of pairsOf(flow, stuckSets(flow), undefined)) {
      if (effort.steps <= 0) return undefined;
      effort.steps -= 1;
      const tried = withPair(flow, gap, piece);
      if (best === undefined || lacking(tried) < lacking(best)) best = tried;
    }
    if (best === undefined) return undefined;
    flow = best;
  }
  return drawsOf(flow);
}

/**
 * The draws with `paid` paid pairs, if there are such; 'none' where it is certain that there are none, undefined where the effort ended before.
 *
 * Every answer has a pair that helps each stuck set. So the pairs of one set are tried one by one, and what was tried before is ruled
 * out for those after it: no set of pairs is looked at twice.
 */
export function drawsWith(supply: Supply, paid: number, effort: Effort): Draw[] | 'none' | undefined {
  const barred = new Uint8Array(supply.gaps.length * supply.pieces.length);
  const visit = (flow: Flow, more: number): Draw[] | 'none' | undefined => {
    if (lacking(flow) === 0) return drawsOf(flow);
    const stuck = stuckSets(flow);
    if (apart(stuck) > more) return 'none';
    const [fewest = []] = stuck.map((set) => pairsOf(flow, [set], barred)).sort((a, b) => a.length - b.length);
    const tried: Pair[] = [];
    let answer: Draw[] | 'none' | undefined = 'none';
    for (const pair of fewest) {
      if (effort.steps <= 0) answer = undefined;
      if (answer !== 'none') break;
      effort.steps -= 1;
      answer = visit(withPair(flow, pair.gap, pair.piece), more - 1);
      barred[pair.gap * flow.pieces + pair.piece] = 1;
      tried.push(pair);
    }
    for (const { gap, piece } of tried) barred[gap * flow.pieces + piece] = 0;
    return answer;
  };
  return visit(freeFlow(supply), paid);
}

/** The pairs of a stuck gap and a piece beyond its reach. */
function pairsOf(flow: Flow, stuck: readonly Stuck[], barred: Uint8Array | undefined): Pair[] {
  const pairs = new Map<number, Pair>();
  for (const { gaps, reached } of stuck) {
    for (const gap of gaps) {
      for (let piece = 0; piece < flow.pieces; piece += 1) {
        const pair = gap * flow.pieces + piece;
        if (reached[piece] === 1 || barred?.[pair] === 1 || (flow.left[piece] ?? 0) + drawnOn(flow, piece) === 0)
          continue;
        pairs.set(pair, { gap, piece });
      }
    }
  }
  return [...pairs.values()];
}

function drawnOn(flow: Flow, piece: number): number {
  let sum = 0;
  for (let gap = 0; gap < flow.gaps; gap += 1) sum += flow.drawn[gap * flow.pieces + piece] ?? 0;
  return sum;
}

/** How many of the sets share no gap, counted greedily: each needs a pair of its own. */
function apart(stuck: readonly Stuck[]): number {
  const seen = new Set<number>();
  let count = 0;
  for (const { gaps } of [...stuck].sort((a, b) => a.gaps.length - b.gaps.length)) {
    if (gaps.some((gap) => seen.has(gap))) continue;
    for (const gap of gaps) seen.add(gap);
    count += 1;
  }
  return count;
}
