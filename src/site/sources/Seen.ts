import file from '../../../content/data/sources-seen.json' with { type: 'json' };

/** What the weekly check found at an address (src/tools/sources). */
export interface Seen {
  /** The last day on which it answered; left out: never since it has been asked. */
  alive?: string;
  /** The last day on which it was asked. */
  asked: string;
  /** What came of it: the status of HTTP, or why there was none. */
  status: number | string;
  /** Where it leads for good, if it has moved. */
  movedTo?: string;
}

/** By address. Empty until the check has run. */
export type SeenAddresses = Readonly<Record<string, Seen>>;

export const SEEN: SeenAddresses = file.addresses;

/** "Seen 30 November 2026", or what is wrong with it; “Not checked” until somebody has looked. */
export function seenWords(seen: Seen | undefined): string {
  if (seen === undefined) return 'Not checked';
  const { alive, asked, status, movedTo } = seen;
  if (alive === asked) return `Seen ${dayWords(asked)}${movedTo === undefined ? '' : `, moved to ${movedTo}`}`;
  const what = typeof status === 'number' ? `HTTP ${status}` : status;
  return `${what} on ${dayWords(asked)}, ${alive === undefined ? 'never seen' : `last seen ${dayWords(alive)}`}`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** "2026-11-30" as "30 November 2026", a month as "November 2026", a year as itself. */
export function dayWords(date: string): string {
  const [year = '', month, day] = date.split('-');
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ');
}
