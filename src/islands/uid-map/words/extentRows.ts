import { type Computed, type ComputedMap, isOwnId } from '../state/sharedIds.ts';
import { placeName } from './answerView.ts';
import { hueOf, type PicturedExtent } from './picture/layout.ts';

/** An extent as the table shows it. */
export interface ExtentRow {
  /** The number it has in the picture, where there are several. */
  number: number;
  /** Its colour there. */
  hue: number;
  /** First and last id. */
  inside: readonly [first: number, last: number];
  outside: readonly [first: number, last: number];
  count: number;
  /** The line that gave it; undefined where no text did. */
  line: number | undefined;
  offset: number;
  lit: boolean;
}

/** One map as a table. */
export interface ExtentTableView {
  /** Which map, from the host inwards; which of the picture's, from the innermost outwards; and which text its lines are of. */
  map: number;
  pictured: number;
  text: number;
  /** What the map is called where there are several. */
  name: string | undefined;
  source: string;
  /** What the two sides are called. */
  sides: readonly [inside: string, outside: string];
  rows: readonly ExtentRow[];
  /** The rows are what can be read of a map that the kernel refuses. */
  refused: boolean;
}

/** The maps with an extent in them, innermost first, as the picture has them. */
export function extentTables(computed: Computed): ExtentTableView[] {
  const { maps } = computed;
  // The picture counts its colours on from the innermost map outwards.
  const within = (index: number) => maps.slice(index + 1).reduce((sum, { extents }) => sum + extents.length, 0);
  return maps
    .map((map, index) => ({
      map: index,
      pictured: maps.length - 1 - index,
      text: map.level.text,
      name: maps.length > 1 ? map.level.name : undefined,
      source: map.source,
      sides: [placeName(computed, index + 1), placeName(computed, index)] as const,
      rows: rowsOf(map, within(index)),
      refused: map.standing === 'refused',
    }))
    .filter(({ rows }) => rows.length > 0)
    .reverse();
}

function rowsOf({ extents, extent }: ComputedMap, coloursBefore: number): ExtentRow[] {
  return extents.map((each, index) => ({
    ...extentRow(each, index, coloursBefore),
    line: isOwnId(each) ? undefined : each.span.line,
    offset: each.span.start,
    lit: each === extent,
  }));
}

/** The row of an extent that no line of a text gave. */
export function extentRow({ inside, outside, count }: PicturedExtent, index: number, coloursBefore = 0): ExtentRow {
  return {
    number: index + 1,
    hue: hueOf(index, coloursBefore),
    inside: [inside, inside + count - 1],
    outside: [outside, outside + count - 1],
    count,
    line: undefined,
    offset: 0,
    lit: false,
  };
}
