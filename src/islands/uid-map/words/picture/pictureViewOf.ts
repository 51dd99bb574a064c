import { LAST_ID, MAX_EXTENTS } from '../../../../engine/idmap/index.ts';
import type { Axis, Caption, Drawing, Side, Tag } from './Drawing.ts';
import {
  type AccountLabel,
  accountLabels,
  drawAccounts,
  drawTrace,
  type ShownAccount,
  shownAccounts,
  type Way,
  wayOf,
} from './drawAccounts.ts';
import {
  drawBars,
  drawRibbons,
  type FoldedScale,
  foldedScale,
  type IdRange,
  pictureDescription,
  pictureTitle,
  round,
  waterPath,
} from './drawExtents.ts';
import {
  type AxisPlace,
  BAR_HEIGHT,
  DIGIT_WIDTH,
  EDGE,
  type Layout,
  layout,
  type PicturedExtent,
  type PictureOf,
} from './layout.ts';
import { type Place, type PlacedLabel, placeLabels, type Taken, type WantedLabel } from './placeLabels.ts';

/** A break is marked where there is room for its sign; narrower strips are only dotted. */
const BREAK_WIDTH = 10;

/** Both ends of every extent on a side, first ends first. */
function extentLabels(extents: readonly PicturedExtent[], side: Side, scale: FoldedScale): WantedLabel[] {
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
function endLabels(scale: FoldedScale): WantedLabel[] {
  return [
    { text: '0', x: scale.edge(0), anchor: 'start', rows: 1 },
    { text: `${LAST_ID}`, x: scale.edge(LAST_ID, true), anchor: 'end', rows: 1 },
  ];
}

/** The number line of one side of a map, with its labels in their rows. */
function drawAxis(
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

/** The captions' face is not monospaced; on average its characters are at most this wide. */
const CHARACTER = 8.4;

/** Between a name and a tag on the same line. */
const GAP = 10;

/** The names of the lines, at the left edge; beside the tag where it stands there. Names too long for the picture are cut. */
function drawCaptions(lines: PictureOf['lines'], { captions }: Layout, tags: readonly Tag[], width: number): Caption[] {
  return lines.map(({ name }, line) => {
    const y = captions[line] ?? 0;
    const tag = tags.find((each) => each.y < y && y < each.y + each.height);
    const before = cut(name, tag ? tag.x - GAP - EDGE : width - 2 * EDGE);
    if (!tag || before === name) return { text: before, x: EDGE, y };
    const after = cut(name, width - EDGE - (tag.x + tag.width + GAP));
    if (before.length >= after.length) return { text: before, x: EDGE, y };
    return { text: after, x: tag.x + tag.width + GAP, y };
  });
}

function cut(name: string, room: number): string {
  const fits = Math.max(0, Math.floor(room / CHARACTER));
  return name.length <= fits ? name : `${name.slice(0, Math.max(0, fits - 1))}…`;
}

/** The picture in a box `width` units wide: number lines with their ids, the bands of each map between them, and the way of one id. */
export function drawPicture(picture: PictureOf, width: number): Drawing {
  const { lines } = picture;
  const maps = picture.maps.map((extents) => extents.map(onTheLine));
  const way = wayOf(picture);
  const ranges = maps.flat().flatMap(rangesOf);
  const bare = foldedScale(ranges, EDGE, width - EDGE);
  const accounts = shownAccounts(picture.accounts, maps.at(-1) ?? [], bare, width);
  const points = accounts.map(({ id }) => id);
  const scale = foldedScale(ranges, EDGE, width - EDGE, points);
  const labels = maps.map((extents, map) => {
    const isHost = map === maps.length - 1;
    const outside = extentLabels(extents, 'outside', scale);
    // The uppermost line and the host's show where all ids begin and end; a line between two maps only what the maps do.
    return {
      inside: placeLabels(
        [...extentLabels(extents, 'inside', scale), ...(map === 0 ? endLabels(scale) : [])],
        width,
        DIGIT_WIDTH,
        map === 0 ? [] : crossing(way, map, scale),
      ),
      outside: isHost
        ? hostLabels(outside, accounts, scale, width)
        : placeLabels(outside, width, DIGIT_WIDTH, crossing(way, map + 1, scale)),
    };
  });
  const heights = layout(labels.map(({ inside, outside }) => ({ inside: rowsOf(inside), outside: rowsOf(outside) })));
  const drawnMaps = heights.maps.map((place, map) => ({
    map,
    extents: maps[map] ?? [],
    before: maps.slice(0, map).flat().length,
    lines,
    scale,
    place,
    traced: { inside: idOn(way, map), outside: idOn(way, map + 1) },
  }));
  const trace = way && drawTrace(way, scale, heights, width);
  const host = heights.maps.at(-1)?.outside;
  return {
    width,
    height: heights.height,
    captions: drawCaptions(lines, heights, trace?.tags ?? [], width),
    axes: heights.maps.flatMap((place, map) =>
      (['inside', 'outside'] as const).map((side) => {
        const numbers = (labels[map]?.[side] ?? []).filter((label) => !isAccount(label));
        return drawAxis(map, side, scale, numbers, place[side]);
      }),
    ),
    ribbons: drawnMaps.flatMap(drawRibbons),
    bars: drawnMaps.flatMap(drawBars),
    waters: heights.maps.map(({ wave }) => waterPath(width, wave, heights.height)),
    trace,
    accounts: host ? drawAccounts((labels.at(-1)?.outside ?? []).filter(isAccount), host) : [],
  };
}

/**
 * The labels of the host's line. Accounts that a range covers come first, other accounts after the extents; or all accounts first, if that
 * finds a place for more labels.
 */
function hostLabels(
  extents: readonly WantedLabel[],
  accounts: readonly ShownAccount[],
  scale: FoldedScale,
  width: number,
) {
  const isCovered = ({ account }: AccountLabel) => account.covered;
  const all = accountLabels(accounts, scale);
  const orders: (WantedLabel | AccountLabel)[][] = [
    [...all.filter(isCovered), ...extents, ...all.filter((label) => !isCovered(label))],
    [...all, ...extents],
  ];
  const [first, second] = orders.map((wanted) => placeLabels([...wanted, ...endLabels(scale)], width, DIGIT_WIDTH));
  const covered = (placed: typeof first) =>
    (placed ?? []).filter((label) => isAccount(label) && isCovered(label)).length;
  const isBetter = (second?.length ?? 0) > (first?.length ?? 0) && covered(second) >= covered(first);
  return (isBetter ? second : first) ?? [];
}

/** What of an extent lies on the number line: one that the kernel refuses may run past its end. */
function onTheLine({ inside, outside, count }: PicturedExtent): PicturedExtent {
  const room = LAST_ID + 1 - Math.max(inside, outside);
  return { inside, outside, count: Math.max(1, Math.min(count, room)) };
}

function rangesOf({ inside, outside, count }: PicturedExtent): IdRange[] {
  return [inside, outside].map((first) => ({ first, last: first + count - 1 }));
}

function rowsOf(labels: readonly Place[]): number {
  return Math.max(1, ...labels.map(({ row }) => row + 1));
}

const isAccount = (label: WantedLabel & Place): label is AccountLabel & Place => 'account' in label;

/** The place on a line between two maps that the trace and its tag take up. */
function crossing(way: Way | undefined, line: number, scale: FoldedScale): Taken[] {
  const id = idOn(way, line);
  return id === undefined ? [] : [{ from: scale.at(id) - 2, to: scale.at(id) + 2 }];
}

/** The id asked for, as a line has it. */
function idOn(way: Way | undefined, line: number): number | undefined {
  return way?.ids[line - way.first];
}

/** Two drawings of one picture, for a phone and for anything wider; the stylesheet shows the one that fits. */
export interface PictureView {
  narrow: Drawing;
  wide: Drawing;
  title: string;
  /** What the picture shows, in words. */
  description: string;
  refused: boolean;
  /** How many extents each map has. */
  sizes: readonly number[];
}

/** Widths of the two in units that are about a pixel. */
const NARROW = 350;
const WIDE = 640;

/**
 * The picture as PictureFigure shows it. `refused`: the kernel takes none of the maps, so nothing is traced through them. Of a map that has
 * more extents than the kernel ever takes, the first are drawn.
 */
export function pictureViewOf(picture: PictureOf, { refused }: { refused: boolean }): PictureView {
  const shown = {
    ...picture,
    maps: picture.maps.map((extents) => extents.slice(0, MAX_EXTENTS)),
    trace: refused ? undefined : picture.trace,
  };
  return {
    narrow: drawPicture(shown, NARROW),
    wide: drawPicture(shown, WIDE),
    title: pictureTitle(shown),
    description: pictureDescription({ ...shown, maps: picture.maps }, refused),
    refused,
    sizes: shown.maps.map((extents) => extents.length),
  };
}
