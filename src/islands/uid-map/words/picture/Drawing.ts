import type { ExtentAt } from './layout.ts';
import type { PlacedLabel } from './placeLabels.ts';

export type Side = 'inside' | 'outside';

/** The shapes of the picture, in the units of its viewBox. Colours are the view's. */
export interface Drawing {
  width: number;
  height: number;
  /** The names of the lines. */
  captions: readonly Caption[];
  /** Each map's inside and outside: a line between two maps has an axis for the one above and one for the one below. */
  axes: readonly Axis[];
  ribbons: readonly Ribbon[];
  bars: readonly Bar[];
  /** The water of each map, from its wave down; what lies under several is deep. */
  waters: readonly string[];
  trace: DrawnTrace | undefined;
  accounts: readonly DrawnAccount[];
}

export interface Caption {
  text: string;
  x: number;
  y: number;
}

/** One side of one map: a piece of number line with its labels. */
export interface Axis {
  map: number;
  side: Side;
  y: number;
  /** Solid where ids are drawn, dotted where the scale is folded. */
  pieces: readonly { x1: number; x2: number; folded: boolean }[];
  /** Where a break is marked: the middle of each folded strip. */
  breaks: readonly number[];
  labels: readonly (PlacedLabel & { y: number })[];
  /** Vertical lines that lead to the labels of the far rows. */
  leaders: readonly { x: number; y1: number; y2: number }[];
}

/** The band from an extent's inside ids to its outside ids. `hue` counts from 1 and comes round again. */
export interface Ribbon {
  at: ExtentAt;
  path: string;
  hue: number;
  /** The way of the id asked for leads through it. */
  lit: boolean;
  says: string;
}

/** An extent's ids on one axis. */
export interface Bar {
  at: ExtentAt;
  side: Side;
  x: number;
  y: number;
  width: number;
  height: number;
  hue: number;
  /** The extent's number where its map has several and the bar has room for it. */
  number: { text: string; x: number; y: number } | undefined;
}

/** A number in a box, on the trace. */
export interface Tag {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The way of an id through the levels. */
export interface DrawnTrace {
  /** Where it has an id on both sides. */
  path: string;
  /** Where it leads to no id: as far as the water's surface. */
  lost: string;
  /** Some map has the id on both sides. */
  mapped: boolean;
  ends: readonly { x: number; y: number; asked: boolean }[];
  tags: readonly Tag[];
  /** Where the way ends because there is no id on the other side. */
  stops: readonly Stop[];
}

export interface Stop {
  x: number;
  y: number;
  words: readonly { text: string; x: number; y: number }[];
}

/** An account of the host: a tick on the bottom line, and its id and name under it. */
export interface DrawnAccount {
  x: number;
  y1: number;
  y2: number;
  covered: boolean;
  label: { text: string; x: number; y: number };
  /** Around the label of an account that a range covers. */
  box: { x: number; y: number; width: number; height: number } | undefined;
}
