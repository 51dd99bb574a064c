import { drawsOf, type Flow, freeFlow, lacking, type Stuck, stuckSets, withPair } from './Flow.ts';
import type { Draw, Supply } from './Supply.ts';

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
