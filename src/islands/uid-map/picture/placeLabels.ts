/** A number that wants to stand near `x`; `anchor` says which part of the text that is. */
export interface WantedLabel {
  text: string;
  x: number;
  anchor: 'start' | 'middle' | 'end';
  /** Left out rather than placed in the far row. */
  nearOnly?: boolean;
}

/** A label with its place: row 0 is next to the line, row 1 beyond it and led to it by a thin line. */
export interface PlacedLabel extends WantedLabel {
  row: 0 | 1;
  /** The place on the line that it names; `x` is where the text stands. */
  of: number;
}

interface Taken {
  from: number;
  to: number;
}

/** Free space around a label, in the same units as `x`. */
const MARGIN = 5;

/**
 * The labels that fit between 0 and `width` without touching each other, those that stand first in the list first; what fits in neither row
 * is left out (the table beside the picture has every number). `characterWidth` is that of a monospaced digit.
 */
export function placeLabels(wanted: readonly WantedLabel[], width: number, characterWidth: number): PlacedLabel[] {
  const rows: [Taken[], Taken[]] = [[], []];
  const placed: PlacedLabel[] = [];
  for (const label of wanted) {
    const length = label.text.length * characterWidth;
    const start = startOf(label, length, width);
    const box = { from: start - MARGIN, to: start + length + MARGIN };
    const leader = { from: label.x - MARGIN, to: label.x + MARGIN };
    const moved = { ...label, x: anchorIn(start, length, label), of: label.x };
    if (placed.some(({ text }) => text === label.text)) continue;
    if (isFree(rows[0], box)) {
      rows[0].push(box);
      placed.push({ ...moved, row: 0 });
    } else if (!label.nearOnly && isFree(rows[1], box) && isFree(rows[0], leader)) {
      rows[1].push(box);
      rows[0].push(leader);
      placed.push({ ...moved, row: 1 });
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
