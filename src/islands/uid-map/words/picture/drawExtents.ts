import type { Bar, Ribbon, Side } from './Drawing.ts';
import type { FoldedScale } from './foldedScale.ts';
import { BAR_HEIGHT, DIGIT_WIDTH, type MapPlace } from './layout.ts';
import { hueOf, type PicturedExtent, type PictureOf } from './PictureOf.ts';
import { round, sway } from './paths.ts';
import { extentText } from './pictureText.ts';

/** Half the width of the dot that marks the trace, with its stroke. */
const DOT = 8;

/** What the drawing of a map's extents needs to know. */
export interface MapDrawn {
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
