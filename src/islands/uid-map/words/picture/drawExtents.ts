import { LAST_ID } from '../../../../engine/idmap/index.ts';
import { countBefore } from '../../../../engine/text/index.ts';
import type { Bar, Ribbon, Side } from './Drawing.ts';
import { BAR_HEIGHT, DIGIT_WIDTH, hueOf, type MapPlace, type PicturedExtent, type PictureOf } from './layout.ts';

/** Ids from `first` to `last`, both included. */
export interface IdRange {
  first: number;
  last: number;
}

/** A stretch of ids that is drawn as one piece: what some range covers, or a gap between ranges, folded to a narrow strip. */
interface Cell extends IdRange {
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

interface Point {
  x: number;
  y: number;
}

/** A tenth of a unit is less than a pixel shows; more digits only make the page heavier. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A curve from one point to another that leaves and arrives upright; between equal x it is a straight line. */
export function sway(from: Point, to: Point): string {
  const middle = round((from.y + to.y) / 2);
  return `C${round(from.x)} ${middle} ${round(to.x)} ${middle} ${round(to.x)} ${round(to.y)}`;
}

/**
 * Water with a surface of one wave every 40 units, as on the site's waterline. Its sides and its bottom lie outside the picture, so that a
 * stroke shows on the surface alone.
 */
export function waterPath(width: number, y: number, height: number): string {
  const waves = Math.ceil(width / 40);
  const half = round(width / waves / 2);
  return `M0 ${y}q${half / 2} -4 ${half} 0${`t${half} 0`.repeat(2 * waves - 1)}h9V${height + 9}H-9V${y}z`;
}

/** "Range 2: 1 to 65535 in the container are 100000 to 165534 on the host (65535 IDs)"; of several maps, between which lines. */
function extentText(
  extent: PicturedExtent,
  index: number,
  { map, lines }: { map: number; lines: PictureOf['lines'] },
): string {
  const { count } = extent;
  const where = lines.length > 2 ? `, ${nameOf(lines, map)} to ${nameOf(lines, map + 1)}` : '';
  const says = sides(extent, lines, count === 1 ? 'is' : 'are');
  return `Range ${index + 1}${where}: ${says} (${count === 1 ? '1 ID' : `${count} IDs`})`;
}

/** Of one map the two lines say where they are, "in the container" and "on the host"; of several, each lies inside the next. */
function sides({ inside, outside, count }: PicturedExtent, lines: PictureOf['lines'], verb: string): string {
  const [within, around] = lines.length > 2 ? ['inside', 'outside'] : [nameOf(lines, 0), nameOf(lines, 1)];
  return `${range(inside, count)} ${within} ${verb} ${range(outside, count)} ${around}`;
}

/** Extents and accounts that the description names; the rest is in the table. */
const DESCRIBED = 4;

/** The picture's name. */
export function pictureTitle({ lines }: PictureOf): string {
  if (lines.length <= 2) return 'The IDs in the container, above, and on the host, below';
  return `The IDs of ${lines.length} levels, the innermost above: ${lines.map(({ name }) => name).join('; ')}`;
}

/** What the picture shows, in words. */
export function pictureDescription(picture: PictureOf, refused: boolean): string {
  const { lines, maps } = picture;
  const sentences = maps.flatMap((extents, map) => {
    const from = maps.length > 1 ? `From ${lines[map]?.name ?? ''} to ${lines[map + 1]?.name ?? ''}: ` : '';
    const described = extents
      .slice(0, DESCRIBED)
      .map((extent) => `${sides(extent, lines, extent.count === 1 ? 'maps to' : 'map to')}.`);
    if (extents.length > DESCRIBED) described.push(moreInTable(extents.length - DESCRIBED));
    if (extents.length === 0) described.push('No ID is mapped.');
    return [`${from}${described[0] ?? ''}`, ...described.slice(1)];
  });
  if (refused) sentences.push('The kernel refuses this map.');
  return [...sentences, ...traceSentences(picture), ...accountSentences(picture)].join(' ');
}

function traceSentences({ trace, lines }: PictureOf): string[] {
  if (!trace) return [];
  const ids = trace.filter((id) => id !== undefined);
  const sentences = ids.length > 1 ? [`A line leads from ${ids.join(' to ')}.`] : [];
  const first = trace.findIndex((id) => id !== undefined);
  const last = trace.findLastIndex((id) => id !== undefined);
  const ends = (at: number, to: number) =>
    lines.length > 2
      ? `A line from ${trace[at]} ends on its way to ${nameOf(lines, to)}: no ID there.`
      : `A line from ${trace[at]} ends: no ID ${nameOf(lines, to)}.`;
  if (first > 0) sentences.push(ends(first, first - 1));
  if (last >= 0 && last < lines.length - 1) sentences.push(ends(last, last + 1));
  return sentences;
}

const nameOf = (lines: PictureOf['lines'], index: number) => lines[index]?.name ?? '';

function accountSentences({ accounts, maps }: PictureOf): string[] {
  const covered = accounts.filter(({ id }) => isCovered(id, maps.at(-1) ?? []));
  if (covered.length === 0) return [];
  const named = covered.slice(0, DESCRIBED).map(({ id, name }) => `${id} ${name}`);
  if (covered.length > DESCRIBED) named.push(`${covered.length - DESCRIBED} more`);
  return [`A range covers ${covered.length === 1 ? 'an account' : 'accounts'} of the host: ${named.join(', ')}.`];
}

/** Whether one of the extents has this id outside. */
export function isCovered(id: number, extents: readonly PicturedExtent[]): boolean {
  return extents.some(({ outside, count }) => id >= outside && id - outside < count);
}

/** "0", or "0 to 65535". */
function range(first: number, count: number): string {
  return count === 1 ? `${first}` : `${first} to ${first + count - 1}`;
}

const moreInTable = (count: number) => `${count === 1 ? '1 more is' : `${count} more are`} in the table.`;

/** Half the width of the dot that marks the trace, with its stroke. */
const DOT = 8;

/** What the drawing of a map's extents needs to know. */
interface MapDrawn {
  map: number;
  extents: readonly PicturedExtent[];
  /** How many extents the maps above have together. */
  before: number;
  /** All lines of the picture, for their names. */
  lines: PictureOf['lines'];
  scale: FoldedScale;
  place: MapPlace;
  /** The id asked for on either side of this map. */
  traced: Readonly<Record<Side, number | undefined>>;
}

/** The band of each extent of a map. */
export function drawRibbons({ map, extents, before, lines, scale, place, traced }: MapDrawn): Ribbon[] {
  const { ribbonTop, ribbonBottom } = place;
  return extents.map((each, extent) => {
    const { inside, outside, count } = each;
    const from = [scale.edge(inside), scale.edge(inside + count - 1, true)] as const;
    const to = [scale.edge(outside), scale.edge(outside + count - 1, true)] as const;
    const down = sway({ x: from[0], y: ribbonTop }, { x: to[0], y: ribbonBottom });
    const up = sway({ x: to[1], y: ribbonBottom }, { x: from[1], y: ribbonTop });
    return {
      at: { map, extent },
      path: `M${round(from[0])} ${ribbonTop}${down}L${round(to[1])} ${ribbonBottom}${up}z`,
      hue: hueOf(extent, before),
      lit: isIn(traced.inside, inside, count) && isIn(traced.outside, outside, count),
      says: extentText(each, extent, { map, lines }),
    };
  });
}

/** The two bars of each extent of a map. */
export function drawBars({ map, extents, before, scale, place, traced }: MapDrawn): Bar[] {
  return extents.flatMap((each, extent) =>
    (['inside', 'outside'] as const).map((side) => {
      const bar = barOf(each, side, scale, place[side].bar);
      const id = traced[side];
      const dot = id === undefined ? undefined : scale.at(id);
      const number = extents.length > 1 ? numberIn(bar, `${extent + 1}`, dot) : undefined;
      return {
        at: { map, extent },
        side,
        ...bar,
        hue: hueOf(extent, before),
        number,
      };
    }),
  );
}

/** An extent's number in its bar: in the middle, or beside the trace's dot; undefined where there is no room. */
function numberIn(bar: Pick<Bar, 'x' | 'y' | 'width'>, text: string, dot: number | undefined): Bar['number'] {
  const half = (text.length * DIGIT_WIDTH) / 2 + 2;
  const left = bar.x + half;
  const right = bar.x + bar.width - half;
  const places = [(left + right) / 2, (dot ?? 0) + half + DOT, (dot ?? 0) - half - DOT];
  const x = places.find((each) => {
    return each >= left && each <= right && (dot === undefined || Math.abs(each - dot) >= half + DOT);
  });
  return x === undefined ? undefined : { text, x: round(x), y: bar.y + BAR_HEIGHT - 5 };
}

function barOf(extent: PicturedExtent, side: Side, scale: FoldedScale, y: number) {
  const first = extent[side];
  const left = scale.edge(first);
  const right = scale.edge(first + extent.count - 1, true);
  // Neighbours stay apart by a hair; what is thinner than that stays visible.
  return { x: round(left + 0.5), y, width: round(Math.max(right - left - 1, 1)), height: BAR_HEIGHT };
}

function isIn(id: number | undefined, first: number, count: number): boolean {
  return id !== undefined && id >= first && id - first < count;
}
