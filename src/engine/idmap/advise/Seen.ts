import type { Diagnostic, Span } from '../../text/index.ts';
import type { Extent } from '../map/Extent.ts';

/** What a reader's other texts have shown beside the maps. Each part left out is not known. */
export interface Seen {
  /** The group ids, on the host, of the user who runs the tool: from `id`. */
  groups?: readonly number[];
  /** Files and directories that the container is to use, as the host lists them. */
  files?: readonly SeenFile[];
  /** The SELinux types of files on the host, where `ls -Z` shows them. */
  labels?: readonly { path: string; type: string }[];
  /** Who asks for those files: ids inside the innermost namespace. Left out: root. */
  process?: SeenProcess;
  /** True where `docker info` says Docker Desktop. */
  dockerDesktop?: boolean;
  /** Other containers of the host, their maps seen from the host. */
  others?: readonly SeenContainer[];
}

/** A line of `ls -ln` or an answer of `stat`, on the host. */
export interface SeenFile {
  path: string;
  /** As ls prints it, type first: drwxr-x---. */
  mode: string;
  uid: number;
  gid: number;
  /** ls prints "+" after the mode. */
  hasAcl?: boolean;
  /** ls prints "." after the mode: SELinux has a label for it. */
  hasLabel?: boolean;
  span?: Span;
}

/** Ids inside the innermost namespace. */
export interface SeenProcess {
  uid: number;
  gid: number;
  groups?: readonly number[];
}

interface SeenContainer {
  name: string;
  uid?: readonly Extent[];
  gid?: readonly Extent[];
}

/** `count` ids from `first` up, in words: "ID 5000", "5000 to 14999". */
export function idRange(first: number, count: number): string {
  return count === 1 ? `ID ${first}` : `${first} to ${first + count - 1}`;
}

/** At most three of `items` in words; the rest is counted. "bozo, krusty and 4 more". */
export function listed(items: readonly string[]): string {
  const shown = items.slice(0, items.length > 3 ? 2 : 3);
  const rest = items.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  const last = all.at(-1) ?? '';
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} and ${last}`;
}

/** Something that works and yet will bite, with the place of the site that teaches why. */
export interface Warning extends Diagnostic {
  /** A path of this site with its heading's anchor, and what the link says. */
  learn: { path: string; title: string };
}

const USERS = '/learn/user-namespaces/';
const RANGES = '/learn/subordinate-ids/';
const REMAP = '/learn/userns-remap/';
const VOLUMES = '/learn/volumes/';
const ERRORS = '/reference/errors/';

/** Where this site teaches what a warning is about. A test holds each path against the headings of `content/`. */
export const LESSONS = {
  realAccount: { path: `${REMAP}#the-bozo-warning`, title: 'The bozo warning' },
  ranges: { path: `${RANGES}#a-range-to-be-nobody-in`, title: 'A range to be nobody in' },
  identity: { path: `${REMAP}#what-changes`, title: 'What changes' },
  owners: { path: `${VOLUMES}#whose-file-is-it`, title: 'Whose file is it?' },
  unmapped: { path: `${USERS}#ids-without-a-mapping`, title: 'IDs without a mapping' },
  limits: { path: `${REMAP}#limits`, title: 'Limits' },
  groups: { path: `${VOLUMES}#groups-that-get-lost`, title: 'Groups that get lost' },
  desktop: { path: `${RANGES}#whose-etcsubuid`, title: 'Whose /etc/subuid?' },
  rootless: { path: '/learn/rootless/#who-is-root', title: 'Who is root?' },
  volume: { path: `${ERRORS}#permission-denied-on-a-volume`, title: '“permission denied” on a volume' },
} as const satisfies Record<string, Warning['learn']>;
