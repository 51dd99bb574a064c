import type { PlacedLabel } from './placeLabels.ts';

export type Side = 'inside' | 'outside';

/** What the picture is of. */
export interface PictureOf {
  extents: readonly { inside: number; outside: number; count: number }[];
  /** The id that is asked for and what it is on the other side; undefined where nothing can be traced. */
  trace: Trace | undefined;
}

/** An id on its way through the map; the side where it has no id is undefined. */
export interface Trace {
  inside: number | undefined;
  outside: number | undefined;
}

/** The shapes of the picture, in the units of its viewBox. Colours are the view's. */
export interface Drawing {
  width: number;
  height: number;
  inside: Line;
  outside: Line;
  ribbons: readonly Ribbon[];
  bars: readonly Bar[];
  /** The wave between the two lines, and the water under it. */
  wave: string;
  water: string;
  trace: DrawnTrace | undefined;
}

/** One of the two number lines. */
export interface Line {
  caption: { x: number; y: number };
  y: number;
  /** Solid where ids are drawn, dotted where the scale is folded. */
  pieces: readonly { x1: number; x2: number; folded: boolean }[];
  /** Where a break is marked: the middle of each folded strip. */
  breaks: readonly number[];
  labels: readonly (PlacedLabel & { y: number })[];
  /** Vertical lines that lead to the labels of the far row. */
  leaders: readonly { x: number; y1: number; y2: number }[];
}

/** The band from an extent's inside ids to its outside ids. `hue` counts from 1 and comes round again. */
export interface Ribbon {
  path: string;
  hue: number;
  lit: boolean;
  says: string;
}

/** An extent's ids on one line. */
export interface Bar {
  side: Side;
  x: number;
  y: number;
  width: number;
  height: number;
  hue: number;
  /** The extent's number where there are several and the bar has room for it. */
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

export interface DrawnTrace {
  path: string;
  ends: readonly { x: number; y: number; mapped: boolean }[];
  tags: readonly Tag[];
  /** Where the way ends because there is no id on the other side. */
  stop: { x: number; y: number; words: readonly string[]; wordsX: number; wordsY: number } | undefined;
}
