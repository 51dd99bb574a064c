import { LAST_ID } from '../../../engine/idmap/index.ts';

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

/** A horizontal scale for ids; both number lines share one, so that ids that stay the same are drawn straight up and down. */
export interface FoldedScale {
  cells: readonly Cell[];
  /** The left edge of an id's place and, `after` it, the right one. */
  edge(id: number, after?: boolean): number;
  /** The middle of an id's place. */
  at(id: number): number;
}

/** A gap is as wide as this many units, however many ids it holds. */
const GAP_UNITS = 1.6;

/**
 * All ids from 0 to the last, between `left` and `right`. Every id that is an end of a range starts a new cell; a cell grows with the
 * logarithm of its ids, and within it the first ids get the most room: the ids people ask for (0, 33, 1000) are at the start of a range.
 */
export function foldedScale(ranges: readonly IdRange[], left: number, right: number): FoldedScale {
  const cells = cellsOf(ranges);
  const units = cells.reduce((sum, cell) => sum + unitsOf(cell), 0);
  let x = left;
  for (const cell of cells) {
    cell.x = x;
    cell.width = (unitsOf(cell) / units) * (right - left);
    x += cell.width;
  }
  const edge = (id: number, after = false) => {
    const cell = cellAt(cells, id);
    if (!cell) return left;
    const { first, last } = cell;
    const before = id - first + (after ? 1 : 0);
    return cell.x + (cell.width * Math.log2(1 + before)) / Math.log2(2 + last - first);
  };
  return { cells, edge, at: (id) => (edge(id) + edge(id, true)) / 2 };
}

function unitsOf({ covered, first, last }: IdRange & { covered: boolean }): number {
  return covered ? 2 + Math.log2(last - first + 1) / 2.5 : GAP_UNITS;
}

function cellsOf(ranges: readonly IdRange[]): Cell[] {
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
    return { first, last: (starts[index + 1] ?? LAST_ID + 1) - 1, covered: depth > 0, x: 0, width: 0 };
  });
}

function cellAt(cells: readonly Cell[], id: number): Cell | undefined {
  let low = 0;
  let high = cells.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((cells[middle]?.first ?? 0) <= id) low = middle;
    else high = middle - 1;
  }
  return cells[low];
}
