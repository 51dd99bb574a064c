import { counted } from '../../engine/text/index.ts';
import { megabytes } from '../../offline/cacheNames.ts';
import type { KeptState, Reply, Trouble } from '../../offline/Message.ts';
import { PATIENCE_MS } from '../../offline/ownRegistration.ts';

/** What the page of offline use remembers. */
export interface State {
  /** Whether this browser window lets the site keep anything; undefined until that is known. */
  canKeep: boolean | undefined;
  /** What is kept, as the worker tells it; undefined until it has. */
  kept: KeptState | undefined;
  /** The whole site is on its way, until the reader stops it. */
  isTaking: boolean;
  trouble: Trouble | undefined;
  /** A newer build's worker waits. */
  isNewer: boolean;
  /** What is asked about before it is removed. */
  asking: 'whole' | 'opened' | undefined;
  /** What the last act was to remove, and whether that is known to have come. */
  last: { of: 'whole' | 'opened'; isRemoved: boolean } | undefined;
}

export type Message =
  | { kind: 'can-keep'; canKeep: boolean }
  /** The worker has not come, or does not answer. */
  | { kind: 'silent' }
  | { kind: 'told'; reply: Reply }
  /** The same, where the reader has done nothing: it has changed. */
  | { kind: 'changed'; kept: KeptState }
  | { kind: 'take' }
  | { kind: 'stop'; trouble?: Trouble }
  | { kind: 'newer'; isNewer: boolean }
  | { kind: 'ask'; of: 'whole' | 'opened' }
  | { kind: 'keep' }
  | { kind: 'removed'; of: 'whole' | 'opened'; reply: Reply }
  | { kind: 'not-removed'; of: 'whole' | 'opened' };

export const INITIAL: State = {
  canKeep: undefined,
  kept: undefined,
  isTaking: false,
  trouble: undefined,
  isNewer: false,
  asking: undefined,
  last: undefined,
};

/** What follows from a message. */
export function update(state: State, message: Message): State {
  switch (message.kind) {
    case 'can-keep':
      return { ...state, canKeep: message.canKeep };
    case 'silent':
      // What was told before still stands.
      return state.kept ? state : { ...state, trouble: 'unreachable' };
    case 'told': {
      const { trouble } = message.reply;
      const told = withKept(state, message.reply.state);
      return { ...told, isTaking: told.isTaking && trouble === undefined, trouble: troubleOf(told.kept, trouble) };
    }
    case 'changed': {
      const told = withKept(state, message.kept);
      // A worker that was silent has spoken.
      return { ...told, trouble: state.kept && troubleOf(told.kept, state.trouble) };
    }
    case 'take':
      return { ...state, isTaking: true, trouble: undefined, last: undefined };
    case 'stop':
      return { ...state, isTaking: false, trouble: troubleOf(state.kept, message.trouble) };
    case 'newer':
      return { ...state, isNewer: message.isNewer };
    case 'ask':
      return { ...state, asking: message.of, last: undefined };
    case 'keep':
      return { ...state, asking: undefined };
    case 'not-removed':
      return { ...state, asking: undefined, last: { of: message.of, isRemoved: false } };
    case 'removed':
      return {
        ...withKept(state, message.reply.state),
        asking: undefined,
        trouble: undefined,
        last: { of: message.of, isRemoved: true },
      };
  }
}

/**
 * The state once it is told what is kept, which another tab may have changed. What is gone is asked about no more: it would be asked again, unbidden, once there is
 * something. What the last act did is not said beside what says otherwise.
 */
function withKept(state: State, told: KeptState): State & { kept: KeptState } {
  const kept = later(state.kept, told);
  const isThere = { whole: kept.whole.files > 0, opened: kept.loaded.files > 0 };
  const asking = state.asking && isThere[state.asking] ? state.asking : undefined;
  const last = state.last && isThere[state.last.of] !== state.last.isRemoved ? state.last : undefined;
  return { ...state, kept, asking, last, isTaking: state.isTaking && !isWhole(kept) };
}

/** Another tab may have got what this one could not. */
const troubleOf = (kept: KeptState | undefined, trouble: Trouble | undefined) =>
  kept && isWhole(kept) ? undefined : trouble;

/** A reply from before what is shown is late, unless it is from further back than any reply can be: then the clock has been set back. */
function later(shown: KeptState | undefined, told: KeptState): KeptState {
  const lead = shown ? shown.asOf - told.asOf : 0;
  return shown && lead > 0 && lead <= PATIENCE_MS ? shown : told;
}

/** Whether all of the site is kept. */
export const isWhole = ({ whole, site }: KeptState): boolean => site.files > 0 && whole.files === site.files;

/** One row of the list of what is kept. */
export interface KeptRow {
  what: string;
  /** Where it is a page. */
  href?: string;
  /** The day, or nothing where the server told none. */
  since: string;
  size: string;
}

interface OfflineView {
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
