import { counted } from '../../engine/text/index.ts';
import type { KeptState, Trouble } from '../../offline/Message.ts';
import { megabytes } from '../../offline/megabytes.ts';
import { isWhole, type State } from './model.ts';

/** One row of the list of what is kept. */
export interface KeptRow {
  what: string;
  /** Where it is a page. */
  href?: string;
  /** The day, or nothing where the server told none. */
  since: string;
  size: string;
}

export interface OfflineView {
  headline: string;
  /** How much of the whole site there is, where there is a part. Apart from the headline, which is spoken each time it changes. */
  amount?: string;
  /** The same in bytes, while the rest is on its way. */
  progress?: { value: number; max: number };
  /** The button that takes the site, or goes on. */
  take?: string;
  isStoppable: boolean;
  isRemovable: boolean;
  trouble?: string;
  /** What the last act did. */
  said?: string;
  rows: readonly KeptRow[];
  /** What stands in the place of no rows. */
  empty?: string;
  /** Pages that were opened, or files that one of them has loaded since the pages were removed. */
  hasOpened: boolean;
}

const CANNOT =
  'This browser window can’t keep pages. Open this page in an ordinary window, not a private one, and allow the site to store data.';

const TROUBLES: Record<Trouble, string> = {
  unreachable: 'Can’t reach the site. Check your connection and try again. Files already on this device are kept.',
  updated: 'The site was updated during the download. Use the new version when this page offers it, then try again.',
  room: 'The browser has no more room for this site. Free some space on the device, or remove other sites’ data, then try again.',
};

const REMOVED = { whole: 'Removed the site from this device.', opened: 'Removed the pages from this device.' } as const;

/** What the page says of what is kept. */
export function offlineView({ canKeep, kept, isTaking, trouble, last }: State): OfflineView {
  const none = { isStoppable: false, isRemovable: false, rows: [], hasOpened: false };
  if (canKeep === false) return { ...none, headline: CANNOT, empty: 'Nothing.' };
  if (kept === undefined)
    return {
      ...none,
      empty: 'Not known yet.',
      headline: trouble ? TROUBLES[trouble] : 'Checking what is on this device…',
    };
  const { whole, site } = kept;
  const all = isWhole(kept);
  const told = {
    headline: headline(kept, isTaking),
    isStoppable: isTaking,
    isRemovable: whole.files > 0 && !isTaking,
    rows: keptRows(kept),
    hasOpened: kept.loaded.files > 0,
    ...(trouble && { trouble: TROUBLES[trouble] }),
    ...(last && { said: last.isRemoved ? REMOVED[last.of] : 'Couldn’t confirm the removal. Try again.' }),
  };
  if (all) return told;
  const amount = `${whole.files} of ${counted(site.files, 'file')}, ${megabytes(whole.bytes)} of ${megabytes(site.bytes)}`;
  if (isTaking) return { ...told, amount, progress: { value: whole.bytes, max: site.bytes } };
  if (whole.files > 0) return { ...told, amount, take: 'Download the rest' };
  return { ...told, take: 'Download the whole site' };
}

function headline(kept: KeptState, isTaking: boolean): string {
  const { whole, site } = kept;
  if (isWhole(kept)) return 'Works offline: the whole site is on this device.';
  if (isTaking) return 'Downloading the whole site. Keep this page open.';
  if (whole.files === 0) return `The whole site: ${megabytes(site.bytes)}, in ${counted(site.files, 'file')}.`;
  return 'Part of the site is on this device.';
}

function keptRows({ whole, site, pages, loaded, base, otherBuilds }: KeptState): KeptRow[] {
  const rows: KeptRow[] = pages.map(({ path, title, since }) => ({
    what: title,
    href: path,
    since: dayOf(since),
    size: '',
  }));
  if (loaded.files > 0)
    rows.push({
      what: pages.length > 0 ? 'These pages and the files they load, in total' : 'Files loaded by opened pages',
      since: '',
      size: megabytes(loaded.bytes),
    });
  if (whole.files > 0)
    rows.unshift({
      what: whole.files === site.files ? 'The whole site' : 'Part of the site',
      since: dayOf(whole.since),
      size: megabytes(whole.bytes),
    });
  if (base.files > 0)
    rows.push({ what: 'This page, which lists what is on this device', since: '', size: megabytes(base.bytes) });
  if (otherBuilds > 0)
    rows.push({
      what: 'Another version of this site, while both are needed',
      since: '',
      size: counted(otherBuilds, 'file'),
    });
  return rows;
}

/** "28 November 2026", by the reader's own calendar. */
function dayOf(time: number | undefined): string {
  if (time === undefined) return '';
  return new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}
