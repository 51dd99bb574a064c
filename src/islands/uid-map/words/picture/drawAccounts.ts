import type { DrawnAccount } from './Drawing.ts';
import type { FoldedScale } from './foldedScale.ts';
import { type AxisPlace, BAR_HEIGHT, DIGIT_WIDTH } from './layout.ts';
import type { PicturedAccount, PicturedExtent } from './PictureOf.ts';
import { round } from './paths.ts';
import { isCovered } from './pictureText.ts';
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
