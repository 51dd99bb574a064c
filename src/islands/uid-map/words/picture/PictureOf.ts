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
