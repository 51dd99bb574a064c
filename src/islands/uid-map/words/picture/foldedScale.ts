import { LAST_ID } from '../../../../engine/idmap/index.ts';
import { countBefore } from '../../../../engine/text/index.ts';

/** Ids from `first` to `last`, both included. */
export interface IdRange {
  first: number;
  last: number;
}

/** A stretch of ids that is drawn as one piece: what some range covers, or a gap between ranges, folded to a narrow strip. */
export interface Cell extends IdRange {
  covered: boolean;
  x: number;
  width: number;
}

/** A horizontal scale for ids; all number lines share one, so that ids that stay the same are drawn straight up and down. */
export interface FoldedScale {
  cells: readonly Cell[];
  /** The cell of an id; of a number past the last id, the last one. */
  cell(id: number): Cell | undefined;
  /** The left edge of an id's place and, `after` it, the right one. */
  edge(id: number, after?: boolean): number;
  /** The middle of an id's place. */
  at(id: number): number;
}

/** A gap is as wide as this many units, however many ids it holds. */
const GAP_UNITS = 1.6;

/** An id in a gap that is drawn all the same. */
const POINT_UNITS = 1.2;

/**
 * All ids from 0 to the last, between `left` and `right`. Every id that is an end of a range starts a new cell; a cell grows with the
 * logarithm of its ids, and within it the first ids get the most room: the ids people ask for (0, 33, 1000) are at the start of a range.
 * `points` are single ids that get a small place of their own where they would lie in a gap.
 */
export function foldedScale(
  ranges: readonly IdRange[],
  left: number,
  right: number,
  points: readonly number[] = [],
): FoldedScale {
  const cells = withPoints(cellsOf(ranges), points);
  const units = cells.reduce((sum, cell) => sum + cell.units, 0);
  let next = left;
  const placed: Cell[] = cells.map(({ units: own, ...cell }) => {
    const x = next;
    next += (own / units) * (right - left);
    return { ...cell, x, width: next - x };
  });
  const edge = (id: number, after = false) => {
    const cell = cellAt(placed, id);
    if (!cell) return left;
    const { first, last } = cell;
    const before = Math.min(id, last) - first + (after ? 1 : 0);
    return cell.x + (cell.width * Math.log2(1 + before)) / Math.log2(2 + last - first);
  };
  return { cells: placed, cell: (id) => cellAt(placed, id), edge, at: (id) => (edge(id) + edge(id, true)) / 2 };
}

type UnplacedCell = Omit<Cell, 'x' | 'width'> & { units: number };

function cellsOf(ranges: readonly IdRange[]): UnplacedCell[] {
  const depthChanges = new Map<number, number>([[0, 0]]);
  const change = (id: number, by: number) => depthChanges.set(id, (depthChanges.get(id) ?? 0) + by);
  for (const { first, last } of ranges) {
    change(first, 1);
    change(last + 1, -1);
  }
  const starts = [...depthChanges.keys()].filter((id) => id <= LAST_ID).sort((a, b) => a - b);
  let depth = 0;
  return starts.map((first, index) => {
    depth += depthChanges.get(first) ?? 0;
    const last = (starts[index + 1] ?? LAST_ID + 1) - 1;
    return depth > 0
      ? { first, last, covered: true, units: 2 + Math.log2(last - first + 1) / 2.5 }
      : { first, last, covered: false, units: GAP_UNITS };
  });
}

/** Gaps cut where a point lies in them. */
function withPoints(cells: readonly UnplacedCell[], points: readonly number[]): UnplacedCell[] {
  const sorted = [...new Set(points)].sort((a, b) => a - b);
  return cells.flatMap((cell) => {
    if (cell.covered) return [cell];
    const pieces: UnplacedCell[] = [];
    let { first } = cell;
    for (const point of sorted.filter((id) => id >= cell.first && id <= cell.last)) {
      if (point > first) pieces.push({ ...cell, first, last: point - 1 });
      pieces.push({ first: point, last: point, covered: true, units: POINT_UNITS });
      first = point + 1;
    }
    return first > cell.last ? pieces : [...pieces, { ...cell, first }];
  });
}

const cellAt = (cells: readonly Cell[], id: number): Cell | undefined =>
  cells[countBefore(cells, ({ first }) => first <= id) - 1];
