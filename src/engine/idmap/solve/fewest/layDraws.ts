import { type Extent, type IdMap, idCount } from '../../map/Extent.ts';
import type { InsideGap, Range } from './Range.ts';
import type { Draw } from './Supply.ts';

interface Placed extends Draw {
  inside: number;
  /** -1: at the first ids of gap and piece, so that it runs on from the extent before; 1: at the last ones; 0: wherever there is room. */
  end: -1 | 0 | 1;
}

/** The draws as extents: those that can run on from a fixed extent stand beside it, the others in ascending order, where `usual` has them if they can. */
export function layDraws(
  gaps: readonly InsideGap[],
  pieces: readonly Range[],
  draws: readonly Draw[],
  usual: IdMap,
): Extent[] {
  const placed = draws.map((draw): Placed => {
    const [gap, piece] = [gaps[draw.gap], pieces[draw.piece]];
    if (!gap || !piece) return { ...draw, inside: 0, end: 0 };
    if (gap.previous && gap.previous.outside + gap.previous.count === piece.start) {
      return { ...draw, inside: gap.start, end: -1 };
    }
    const runsOn = gap.next && gap.next.outside === piece.start + piece.count;
    return { ...draw, inside: gap.start, end: runsOn ? 1 : 0 };
  });

  for (const ofGap of groups(placed, ({ gap }) => gap)) {
    ofGap.sort((a, b) => a.end - b.end || a.piece - b.piece);
    let at = gaps[ofGap[0]?.gap ?? 0]?.start ?? 0;
    for (const draw of ofGap) {
      draw.inside = at;
      at += draw.count;
    }
  }
  const laid: Extent[] = [];
  for (const ofPiece of groups(placed, ({ piece }) => piece)) {
    ofPiece.sort((a, b) => a.end - b.end || a.inside - b.inside);
    const piece = pieces[ofPiece[0]?.piece ?? 0] ?? { start: 0, count: 0 };
    let at = piece.start;
    let room = piece.start + piece.count - idCount(ofPiece);
    for (const { inside, count, end } of ofPiece) {
      // `room` is the last place where this draw leaves space for those that follow.
      const outside = end === 1 ? room : end === -1 ? at : Math.min(Math.max(usualPlace(usual, inside), at), room);
      laid.push({ inside, outside, count });
      at = outside + count;
      room += count;
    }
  }
  return laid;
}

function groups(placed: readonly Placed[], of: (draw: Placed) => number): Placed[][] {
  const found = new Map<number, Placed[]>();
  for (const draw of placed) {
    const group = found.get(of(draw));
    if (group) group.push(draw);
    else found.set(of(draw), [draw]);
  }
  return [...found.values()];
}

/** Where `usual` has the inside id, also if its extent begins only further on. */
function usualPlace(usual: IdMap, inside: number): number {
  const extent = usual.find((each) => inside < each.inside + each.count);
  return extent ? extent.outside + inside - extent.inside : 0;
}
