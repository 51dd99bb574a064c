/** The sizes of the picture, in units of its viewBox; text is FONT_SIZE high, and the view never shrinks it below 11 pixels. */
export const FONT_SIZE = 14;

/** A digit of a monospaced face is 0.6 em wide, of some a little more. */
export const DIGIT_WIDTH = FONT_SIZE * 0.62;

export const EDGE = 18;
export const BAR_HEIGHT = 18;
export const TAG_HEIGHT = 24;

/** From one row of labels to the next. */
const ROW = 22;

/** Heights of one side of a map: its bars, and the feet of its labels' rows from the bars outwards. */
export interface AxisPlace {
  bar: number;
  rows: readonly number[];
}

/** Heights of a map, between the line above it and the one below. */
export interface MapPlace {
  inside: AxisPlace;
  ribbonTop: number;
  wave: number;
  ribbonBottom: number;
  outside: AxisPlace;
}

export interface Layout {
  /** The foot of each line's name. */
  captions: readonly number[];
  /** The top of the tag on each line. */
  tags: readonly number[];
  maps: readonly MapPlace[];
  height: number;
}

/** Room between a tag and its line, so that the marker on the line stays free. */
const TAG_GAP = 7;

/** Heights from top to bottom. `rows`: how many rows of labels each map needs above and below. */
export function layout(rows: readonly { inside: number; outside: number }[]): Layout {
  const band = rows.length > 1 ? 112 : 150;
  const captions: number[] = [];
  const tags: number[] = [];
  const maps: MapPlace[] = [];
  let y = 0;
  for (const [index, { inside, outside }] of rows.entries()) {
    if (index === 0) {
      captions.push(16);
      y = 20;
    } else {
      // A line between two maps: its name and its tag stand between the labels of the one and of the other.
      captions.push(y + 24);
      tags.push(y + 7);
      y += 33;
    }
    const bar = y + Math.max(inside, 1) * ROW + 8;
    const ribbonTop = bar + BAR_HEIGHT;
    const ribbonBottom = ribbonTop + band;
    if (index === 0) tags.push(ribbonTop + TAG_GAP);
    maps.push({
      inside: { bar, rows: rowsFrom(bar - 8, -ROW, inside) },
      ribbonTop,
      wave: ribbonTop + band / 2,
      ribbonBottom,
      outside: { bar: ribbonBottom, rows: rowsFrom(ribbonBottom + BAR_HEIGHT + 20, ROW, outside) },
    });
    y = ribbonBottom + BAR_HEIGHT + 20 + (Math.max(outside, 1) - 1) * ROW;
  }
  captions.push(y + 24);
  const last = maps.at(-1);
  if (last) tags.push(last.ribbonBottom - TAG_GAP - TAG_HEIGHT);
  return { captions, tags, maps, height: y + 38 };
}

function rowsFrom(foot: number, step: number, rows: number): number[] {
  return Array.from({ length: Math.max(rows, 1) }, (_, row) => foot + row * step);
}

/** What the picture is of. */
export interface PictureOf {
  /** From the innermost on top to the host at the bottom: n maps lie between n + 1 lines. */
  lines: readonly { name: string }[];
  /** maps[i] leads from lines[i] (inside) to lines[i + 1] (outside). */
  maps: readonly (readonly PicturedExtent[])[];
  /** The id asked for on each line, undefined where it has none; undefined as a whole where nothing is asked. */
  trace: readonly (number | undefined)[] | undefined;
  /** Where on the trace the question stands (index of lines); undefined: on its first id. */
  asked: number | undefined;
  /** Accounts of the host, drawn on the bottom line as far as they fit; those that a range covers are marked. */
  accounts: readonly PicturedAccount[];
}

export interface PicturedExtent {
  inside: number;
  outside: number;
  count: number;
}

export interface PicturedAccount {
  id: number;
  name: string;
}

/** One extent of one map, both counted from 0. */
export interface ExtentAt {
  map: number;
  extent: number;
}

/** Whether both name the same extent. */
export function sameExtent(a: ExtentAt | undefined, b: ExtentAt | undefined): boolean {
  return a?.map === b?.map && a?.extent === b?.extent;
}

/** How an extent is named on its shapes: "0.12". */
export function nameOfExtent({ map, extent }: ExtentAt): string {
  return `${map}.${extent}`;
}

/** The extent of such a name. */
export function extentNamed(name: string): ExtentAt | undefined {
  const [, map, extent] = /^(\d+)\.(\d+)$/.exec(name) ?? [];
  return map === undefined || extent === undefined ? undefined : { map: Number(map), extent: Number(extent) };
}

/** Hues that picture.css has for extents; they come round again. */
const HUES = 5;

/**
 * The hue of the extent at `index` of a map, from 1 up. `before`: how many extents the maps drawn above have together; their hues are passed
 * over, so that bars of two maps that meet on a line differ as long as hues last.
 */
export function hueOf(index: number, before = 0): number {
  return ((before + index) % HUES) + 1;
}
