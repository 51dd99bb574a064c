import { OVERFLOW_ID } from '../../../../engine/idmap/index.ts';
import type { DrawnAccount, DrawnTrace, Stop, Tag } from './Drawing.ts';
import { type FoldedScale, isCovered, round, sway } from './drawExtents.ts';
import {
  type AxisPlace,
  BAR_HEIGHT,
  DIGIT_WIDTH,
  EDGE,
  type Layout,
  type MapPlace,
  type PicturedAccount,
  type PicturedExtent,
  type PictureOf,
  TAG_HEIGHT,
} from './layout.ts';
import type { Place, WantedLabel } from './placeLabels.ts';

/** An account that the picture has room for. */
export interface ShownAccount extends PicturedAccount {
  covered: boolean;
}

/** Units of width that an account takes, about: in a narrower picture fewer are shown. */
const ROOM = 90;

/** Ticks on the same stretch are at least this far apart. */
const APART = 12;

/** Names are cut to this many characters. */
const LONGEST = 12;

/** Rows under the line that the names may stand in. */
const ROWS = 3;

/** Room for the box around a covered account, on either side of its text. */
const PADDING = 6;

/**
 * The accounts that matter most, as many as there is room for: first those that a range covers, then root, then people (their ids begin at
 * 1000, UID_MIN of login.defs(5)), then the rest; of each the lowest ids. `scale` is the one that has no places for accounts yet: one that
 * lies in a gap will get a place, one on the heels of another is left out.
 */
export function shownAccounts(
  accounts: readonly PicturedAccount[],
  extents: readonly PicturedExtent[],
  scale: FoldedScale,
  width: number,
): ShownAccount[] {
  const most = Math.floor(width / ROOM);
  const shown = new Map<number, ShownAccount>();
  const taken: number[] = [];
  for (const account of byWeight(accounts, extents)) {
    const { id } = account;
    if (shown.size >= most) break;
    if (shown.has(id)) continue;
    if (scale.cell(id)?.covered) {
      const x = scale.at(id);
      if (taken.some((other) => Math.abs(other - x) < APART)) continue;
      taken.push(x);
    }
    shown.set(id, account);
  }
  return [...shown.values()];
}

function byWeight(accounts: readonly PicturedAccount[], extents: readonly PicturedExtent[]): ShownAccount[] {
  const weight = ({ id, covered }: ShownAccount) => (covered ? 0 : id === 0 ? 1 : id >= 1000 && id < 65534 ? 2 : 3);
  return accounts
    .map((account) => ({ ...account, covered: isCovered(account.id, extents) }))
    .sort((a, b) => weight(a) - weight(b) || a.id - b.id);
}

/**
 * The labels from right to left: a name that has to go a row down leaves free the way to it. "1000 ann"; of one that is covered it says so,
 * for a box alone could be overlooked.
 */
export function accountLabels(accounts: readonly ShownAccount[], scale: FoldedScale): AccountLabel[] {
  return [...accounts].sort((a, b) => b.id - a.id).map((account) => accountLabel(account, scale));
}

/** A label that knows its account. */
export interface AccountLabel extends WantedLabel {
  account: ShownAccount;
}

function accountLabel(account: ShownAccount, scale: FoldedScale): AccountLabel {
  const { id, name, covered } = account;
  const short = name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
  const text = covered ? `${id} ${short}, covered` : `${id} ${short}`;
  const padding = covered ? PADDING : 0;
  return { account, text, names: `${id}`, x: scale.at(id), anchor: 'start', rows: ROWS, padding };
}

/** A tick where each account is that a label was found a place for, and that label. */
export function drawAccounts(labels: readonly (AccountLabel & Place)[], { bar, rows }: AxisPlace): DrawnAccount[] {
  return labels.map(({ account: { covered }, text, x, of, row }) => {
    const y = rows[row] ?? bar;
    const padding = covered ? PADDING : 0;
    return {
      x: round(of),
      y1: covered ? bar + BAR_HEIGHT : bar + BAR_HEIGHT / 2 - 6,
      y2: y - (covered ? 15 : 13),
      covered,
      label: { text, x: round(x + padding), y },
      box: covered
        ? { x: round(x), y: y - 15, width: round(text.length * DIGIT_WIDTH + 2 * padding), height: 20 }
        : undefined,
    };
  });
}

/** The way of an id through the levels that know it: its id on each line from `first` on. */
export interface Way {
  first: number;
  ids: readonly number[];
  asked: number;
}

/** The part of the trace that hangs together around the line of the question. */
export function wayOf({ trace, asked }: Pick<PictureOf, 'trace' | 'asked'>): Way | undefined {
  if (!trace) return undefined;
  const start = asked ?? trace.findIndex((id) => id !== undefined);
  if (trace[start] === undefined) return undefined;
  let first = start;
  while (trace[first - 1] !== undefined) first--;
  const after = trace.indexOf(undefined, start);
  const ids = trace.slice(first, after === -1 ? undefined : after).filter((id) => id !== undefined);
  return { first, ids, asked: start };
}

/** The box around `text`, in the middle of `x` as far as the edges let it. */
function tagAcross(text: string, x: number, width: number): Pick<Tag, 'x' | 'width'> {
  const length = text.length * DIGIT_WIDTH + 14;
  return { x: round(within(x - length / 2, EDGE / 2, width - EDGE / 2 - length)), width: round(length) };
}

/** The way drawn: through every level that has an id for it, and on to the water's surface where the next one has none. */
export function drawTrace({ first, ids, asked }: Way, scale: FoldedScale, heights: Layout, width: number): DrawnTrace {
  const { maps } = heights;
  const path: string[] = [];
  const lost: string[] = [];
  const ends: DrawnTrace['ends'][number][] = [];
  const tags: Tag[] = [];
  const stops: Stop[] = [];
  for (const [index, id] of ids.entries()) {
    const line = first + index;
    const x = scale.at(id);
    const above = maps[line - 1];
    const below = maps[line];
    const heightsOnLine = [above?.outside, below?.inside].flatMap((axis) => (axis ? [axis.bar + BAR_HEIGHT / 2] : []));
    for (const y of heightsOnLine) ends.push({ x: round(x), y, asked: line === asked });
    if (above && below) path.push(`M${round(x)} ${heightsOnLine[0]}V${heightsOnLine[1]}`);
    tags.push({ text: `${id}`, y: heights.tags[line] ?? 0, height: TAG_HEIGHT, ...tagAcross(`${id}`, x, width) });
    const next = ids[index + 1];
    if (below && next !== undefined) path.push(passage(x, scale.at(next), below));
    if (below && next === undefined) {
      lost.push(`M${round(x)} ${below.inside.bar + BAR_HEIGHT / 2}V${below.wave}`);
      stops.push(stopAt(x, below.wave, ['no host ID:', 'EINVAL'], 28, width));
    }
    if (above && index === 0) {
      lost.push(`M${round(x)} ${above.outside.bar + BAR_HEIGHT / 2}V${above.wave}`);
      stops.push(stopAt(x, above.wave, ['no container ID:', `appears as ${OVERFLOW_ID}`], -38, width));
    }
  }
  return { path: path.join(''), lost: lost.join(''), mapped: ids.length > 1, ends, tags, stops };
}

/** Through the band of a map, from the middle of the bar above to that of the bar below. */
function passage(from: number, to: number, { inside, ribbonTop, ribbonBottom, outside }: MapPlace): string {
  const curve = sway({ x: from, y: ribbonTop }, { x: to, y: ribbonBottom });
  return `M${round(from)} ${inside.bar + BAR_HEIGHT / 2}V${ribbonTop}${curve}V${outside.bar + BAR_HEIGHT / 2}`;
}

/** A cross on the surface; its words stand beyond it, in the middle of it as far as the edges let them. */
function stopAt(x: number, wave: number, words: readonly string[], toFirstFoot: number, width: number): Stop {
  const half = (Math.max(...words.map((each) => each.length)) * DIGIT_WIDTH) / 2;
  const middle = round(within(x, EDGE + half, width - EDGE - half));
  return {
    x: round(x),
    y: wave,
    words: words.map((text, row) => ({ text, x: middle, y: wave + toFirstFoot + 18 * row })),
  };
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
