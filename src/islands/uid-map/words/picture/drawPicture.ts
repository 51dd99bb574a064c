import { LAST_ID } from '../../../../engine/idmap/index.ts';
import type { Drawing } from './Drawing.ts';
import { type AccountLabel, accountLabels, drawAccounts, type ShownAccount, shownAccounts } from './drawAccounts.ts';
import { drawAxis, endLabels, extentLabels } from './drawAxis.ts';
import { drawCaptions } from './drawCaptions.ts';
import { drawBars, drawRibbons } from './drawExtents.ts';
import { drawTrace, type Way, wayOf } from './drawTrace.ts';
import { type FoldedScale, foldedScale, type IdRange } from './foldedScale.ts';
import { DIGIT_WIDTH, EDGE, layout } from './layout.ts';
import type { PicturedExtent, PictureOf } from './PictureOf.ts';
import { waterPath } from './paths.ts';
import { type Place, placeLabels, type Taken, type WantedLabel } from './placeLabels.ts';

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
