import { LAST_ID } from '../../../engine/idmap/index.ts';
import type { Bar, Drawing, Line, PictureOf, Ribbon, Side } from './Drawing.ts';
import { drawTrace } from './drawTrace.ts';
import { type FoldedScale, foldedScale } from './foldedScale.ts';
import { BAR_HEIGHT, DIGIT_WIDTH, EDGE, type Layout, layout } from './layout.ts';
import { round, sway } from './paths.ts';
import { type PlacedLabel, placeLabels, type WantedLabel } from './placeLabels.ts';

/** Hues that uid-map.css has for extents; they come round again. */
const HUES = 5;

/** The hue of the extent at `index`, from 1 up. */
export const hueOf = (index: number) => (index % HUES) + 1;

type Extents = PictureOf['extents'];

/** The picture of a map in a box `width` units wide: the two lines with their ids, the bands between them, and the way of one id. */
export function drawPicture({ extents, trace }: PictureOf, width: number): Drawing {
  const ranges = extents.flatMap(({ inside, outside, count }) => [
    { first: inside, last: inside + count - 1 },
    { first: outside, last: outside + count - 1 },
  ]);
  const scale = foldedScale(ranges, EDGE, width - EDGE);
  const labels = {
    inside: placeLabels(wantedLabels(extents, 'inside', scale), width, DIGIT_WIDTH),
    outside: placeLabels(wantedLabels(extents, 'outside', scale), width, DIGIT_WIDTH),
  };
  const heights = layout({
    inside: labels.inside.some(({ row }) => row === 1),
    outside: labels.outside.some(({ row }) => row === 1),
  });
  return {
    width,
    height: heights.height,
    inside: drawLine('inside', scale, labels.inside, heights),
    outside: drawLine('outside', scale, labels.outside, heights),
    ribbons: extents.map((extent, index) => drawRibbon(extent, index, scale, heights, trace?.inside)),
    bars: extents.flatMap((extent, index) =>
      (['inside', 'outside'] as const).map((side) => drawBar(extent, index, side, scale, heights, extents.length)),
    ),
    wave: wavePath(width, heights.wave),
    water: `${wavePath(width, heights.wave)}V${heights.height}H0z`,
    trace: trace && drawTrace(trace, scale, heights, width),
  };
}

/** Both ends of every extent on a line, first ends first, then the ends of the line itself where they are free. */
function wantedLabels(extents: Extents, side: Side, scale: FoldedScale): WantedLabel[] {
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
  return [
    ...firsts,
    ...lasts,
    { text: '0', x: scale.edge(0), anchor: 'start', nearOnly: true },
    { text: `${LAST_ID}`, x: scale.edge(LAST_ID, true), anchor: 'end', nearOnly: true },
  ];
}

function drawLine(side: Side, scale: FoldedScale, labels: readonly PlacedLabel[], heights: Layout): Line {
  const inside = side === 'inside';
  const bar = inside ? heights.insideBar : heights.outsideBar;
  const rows = inside
    ? ([heights.insideRow, heights.insideFarRow] as const)
    : ([heights.outsideRow, heights.outsideFarRow] as const);
  const y = bar + BAR_HEIGHT / 2;
  return {
    caption: { x: EDGE, y: inside ? heights.insideCaption : heights.outsideCaption },
    y,
    pieces: scale.cells.map((cell) => ({
      x1: round(cell.x),
      x2: round(cell.x + cell.width),
      folded: !cell.covered,
    })),
    breaks: scale.cells.filter(({ covered }) => !covered).map((cell) => round(cell.x + cell.width / 2)),
    labels: labels.map((label) => ({ ...label, x: round(label.x), y: rows[label.row] })),
    leaders: labels
      .filter(({ row }) => row === 1)
      .map(({ of }) => ({
        x: round(of),
        y1: inside ? heights.insideFarRow + 4 : heights.outsideFarRow - 13,
        y2: inside ? bar - 2 : bar + BAR_HEIGHT + 2,
      })),
  };
}

function drawRibbon(
  { inside, outside, count }: Extents[number],
  index: number,
  scale: FoldedScale,
  { ribbonTop, ribbonBottom }: Layout,
  asked: number | undefined,
): Ribbon {
  const from = [scale.edge(inside), scale.edge(inside + count - 1, true)] as const;
  const to = [scale.edge(outside), scale.edge(outside + count - 1, true)] as const;
  const down = sway({ x: from[0], y: ribbonTop }, { x: to[0], y: ribbonBottom });
  const up = sway({ x: to[1], y: ribbonBottom }, { x: from[1], y: ribbonTop });
  return {
    path: `M${round(from[0])} ${ribbonTop}${down}L${round(to[1])} ${ribbonBottom}${up}z`,
    hue: hueOf(index),
    lit: asked !== undefined && asked >= inside && asked - inside < count,
    says:
      count === 1
        ? `${inside} inside is ${outside} outside`
        : `${inside} to ${inside + count - 1} inside are ${outside} to ${outside + count - 1} outside`,
  };
}

function drawBar(
  extent: Extents[number],
  index: number,
  side: Side,
  scale: FoldedScale,
  heights: Layout,
  extents: number,
): Bar {
  const first = extent[side];
  const left = scale.edge(first);
  const right = scale.edge(first + extent.count - 1, true);
  const y = side === 'inside' ? heights.insideBar : heights.outsideBar;
  const text = `${index + 1}`;
  // Neighbours stay apart by a hair; what is thinner than that stays visible.
  const width = Math.max(right - left - 1, 1);
  return {
    side,
    x: round(left + 0.5),
    y,
    width: round(width),
    height: BAR_HEIGHT,
    hue: hueOf(index),
    number:
      extents > 1 && width > text.length * DIGIT_WIDTH + 4
        ? { text, x: round((left + right) / 2), y: y + BAR_HEIGHT - 5 }
        : undefined,
  };
}

/** One wave every 40 units, as on the site's waterline, cut at the right edge. */
function wavePath(width: number, y: number): string {
  const waves = Math.ceil(width / 40);
  const half = round(width / waves / 2);
  return `M0 ${y}q${half / 2} -4 ${half} 0${`t${half} 0`.repeat(2 * waves - 1)}`;
}
