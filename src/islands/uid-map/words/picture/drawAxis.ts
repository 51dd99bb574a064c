import { LAST_ID } from '../../../../engine/idmap/index.ts';
import type { Axis, Side } from './Drawing.ts';
import type { FoldedScale } from './foldedScale.ts';
import { type AxisPlace, BAR_HEIGHT } from './layout.ts';
import type { PicturedExtent } from './PictureOf.ts';
import { round } from './paths.ts';
import type { PlacedLabel, WantedLabel } from './placeLabels.ts';

/** A break is marked where there is room for its sign; narrower strips are only dotted. */
const BREAK_WIDTH = 10;

/** Both ends of every extent on a side, first ends first. */
export function extentLabels(extents: readonly PicturedExtent[], side: Side, scale: FoldedScale): WantedLabel[] {
  const firsts: WantedLabel[] = [];
  const lasts: WantedLabel[] = [];
  for (const extent of [...extents].sort((a, b) => a[side] - b[side])) {
    const first = extent[side];
    const last = first + extent.count - 1;
    if (first === last) firsts.push({ text: `${first}`, x: scale.at(first), anchor: 'middle' });
    else {
      firsts.push({ text: `${first}`, x: scale.edge(first), anchor: 'start' });
      lasts.push({ text: `${last}`, x: scale.edge(last, true), anchor: 'end' });
    }
  }
  return [...firsts, ...lasts];
}

/** Where all ids begin and end, next to the line or not at all. */
export function endLabels(scale: FoldedScale): WantedLabel[] {
  return [
    { text: '0', x: scale.edge(0), anchor: 'start', rows: 1 },
    { text: `${LAST_ID}`, x: scale.edge(LAST_ID, true), anchor: 'end', rows: 1 },
  ];
}

/** The number line of one side of a map, with its labels in their rows. */
export function drawAxis(
  map: number,
  side: Side,
  scale: FoldedScale,
  labels: readonly PlacedLabel[],
  { bar, rows }: AxisPlace,
): Axis {
  const near = side === 'inside' ? bar - 2 : bar + BAR_HEIGHT + 2;
  const toLine = side === 'inside' ? 4 : -13;
  const feet = (row: number) => rows[row] ?? near;
  return {
    map,
    side,
    y: bar + BAR_HEIGHT / 2,
    pieces: joined(scale),
    breaks: scale.cells
      .filter(({ covered, width }) => !covered && width >= BREAK_WIDTH)
      .map(({ x, width }) => round(x + width / 2)),
    labels: labels.map((label) => ({ ...label, x: round(label.x), y: feet(label.row) })),
    leaders: labels
      .filter(({ row }) => row > 0)
      .map(({ of, row }) => ({ x: round(of), y1: feet(row) + toLine, y2: near })),
  };
}

/** The cells of the scale, solid neighbours joined. */
function joined({ cells }: FoldedScale): Axis['pieces'] {
  const pieces: { x1: number; x2: number; folded: boolean }[] = [];
  for (const { x, width, covered } of cells) {
    const before = pieces.at(-1);
    if (before && !before.folded && covered) before.x2 = round(x + width);
    else pieces.push({ x1: round(x), x2: round(x + width), folded: !covered });
  }
  return pieces;
}
