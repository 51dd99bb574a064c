/** A text that wants to stand near `x`; `anchor` says which part of the text that is. */
export interface WantedLabel {
  text: string;
  x: number;
  anchor: 'start' | 'middle' | 'end';
  /** What it names; only the first label of the same name is placed. Left out: its text. */
  names?: string;
  /** Rows it may stand in, counted from the line; left out: two. */
  rows?: number;
  /** Room on either side of the text that belongs to it, for a box; left out: none. */
  padding?: number;
}

/** Where a label stands: row 0 is next to the line, the others lie beyond it and a thin line leads to them. */
export interface Place {
  row: number;
  /** The place on the line that it names; `x` is where the text stands. */
  of: number;
}

export type PlacedLabel = WantedLabel & Place;

export interface Taken {
  from: number;
  to: number;
}

/** Free space around a label, in the same units as `x`. */
const MARGIN = 5;

/**
 * The labels that fit between 0 and `width` without touching each other or what is `taken` in every row, those that stand first in the list
 * first; what fits in no row is left out (the table beside the picture has every number). `characterWidth` is that of a monospaced digit.
 */
export function placeLabels<Label extends WantedLabel>(
  wanted: readonly Label[],
  width: number,
  characterWidth: number,
  taken: readonly Taken[] = [],
): (Label & Place)[] {
  const rows: Taken[][] = [];
  const rowAt = (row: number) => {
    rows[row] ??= [...taken];
    return rows[row];
  };
  const named = new Set<string>();
  const placed: (Label & Place)[] = [];
  for (const label of wanted) {
    const name = label.names ?? label.text;
    if (named.has(name)) continue;
    const length = label.text.length * characterWidth + 2 * (label.padding ?? 0);
    const start = startOf(label, length, width);
    const box = { from: start - MARGIN, to: start + length + MARGIN };
    const leader = { from: label.x - MARGIN, to: label.x + MARGIN };
    for (let row = 0; row < (label.rows ?? 2); row++) {
      if (isFree(rowAt(row), box)) {
        rowAt(row).push(box);
        for (let nearer = 0; nearer < row; nearer++) rowAt(nearer).push(leader);
        placed.push({ ...label, x: anchorIn(start, length, label), of: label.x, row });
        named.add(name);
        break;
      }
      // A label further out needs its thin line to pass here.
      if (!isFree(rowAt(row), leader)) break;
    }
  }
  return placed;
}

function startOf({ x, anchor }: WantedLabel, length: number, width: number): number {
  const start = anchor === 'start' ? x : anchor === 'end' ? x - length : x - length / 2;
  return Math.max(MARGIN, Math.min(start, width - MARGIN - length));
}

/** Where the label's anchor comes to lie once the text was moved to fit. */
function anchorIn(start: number, length: number, { anchor }: WantedLabel): number {
  return anchor === 'start' ? start : anchor === 'end' ? start + length : start + length / 2;
}

function isFree(taken: readonly Taken[], { from, to }: Taken): boolean {
  return taken.every((other) => other.to <= from || to <= other.from);
}
