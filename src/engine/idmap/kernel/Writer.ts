import { isAtLeast, kernelVersion } from '../../linux/index.ts';
import type { IdMap } from '../map/Extent.ts';
import { type Capable, hasCapability } from './InsideProcess.ts';

/**
 * Who writes a map, and on what. Each field left out means root with every capability, in a parent that maps every id, at the first
 * write, on today's kernel.
 */
export interface Writer extends WriterProcess {
  /** Which of the two files: uid_map or gid_map. */
  kind?: 'uid' | 'gid';
  /** The process that opened the file, as it was then; left out: the writer itself. */
  opener?: WriterProcess;
  /** The parent namespace's own map of the same kind; outside ids of the new map are its inside ids. */
  parentMap?: IdMap;
  /** What /proc/PID/setgroups says; a new namespace starts with its parent's word, "allow" unless that was changed. */
  setgroups?: 'allow' | 'deny';
  /** Whether the process that made the namespace had CAP_SETFCAP then; asked for only where the opener is inside. Left out: it had. */
  parentCouldSetfcap?: boolean;
  /** True when the map was written before. */
  written?: boolean;
  /** Where in the file the write begins; a second write(2) to the same open file begins behind the first. */
  offset?: number;
  /** A kernel release such as "4.14"; what can't be read is taken as today's. */
  kernel?: string;
}

/**
 * A process as the kernel looks at it when a map is written. Each field left out means root with every capability, in the parent
 * namespace, and the one that made the new namespace.
 */
export interface WriterProcess extends Capable {
  /**
   * The user namespace it is in: the new one's `parent`, the new one itself (`inside`), an ancestor of the parent (`above`: its
   * capabilities reach down into the parent), or any other (`beside`).
   */
  namespace?: 'parent' | 'inside' | 'above' | 'beside';
  /** Its effective user id (for a gid map: group id), as the parent namespace numbers it. */
  id?: number;
  /**
   * Whether its effective user id is the one that made the new namespace; of a process `above`: the one that made the parent, from right
   * around it. Left out: it is.
   */
  owner?: boolean;
}

/**
 * Whether the process has the capability over the new namespace's parent: there itself, or above it, by its own capability or because it
 * made the parent. One that is inside, or beside, never has (security/commoncap.c, cap_capable).
 */
export function isCapableOverParent(process: WriterProcess, capability: string): boolean {
  const { namespace = 'parent', owner = true } = process;
  if (namespace === 'above') return owner || hasCapability(process, capability);
  return namespace === 'parent' && hasCapability(process, capability);
}

/**
 * Whether the process has the capability over the new namespace itself: inside by its own, from around it also as the user who made the
 * namespace, or the parent (security/commoncap.c, cap_capable).
 */
export function isCapableOverNew(process: WriterProcess, capability: string): boolean {
  const { namespace = 'parent', owner = true } = process;
  if (namespace === 'beside') return false;
  return (owner && namespace !== 'inside') || hasCapability(process, capability);
}

/**
 * True where `release` is older than `version`, "5.12", and than the `updates` by which older series got the same: `{ '5.10': 35 }` is 5.10.35. A series by
 * its name alone, "5.10", and Debian's name for one, "5.10.0-28-amd64", which tells no update, count as its last. A release that can't be read, or none,
 * counts as the newest that `version` is asked about.
 */
export function kernelBefore(release = '', version: string, updates: Readonly<Record<string, number>> = {}): boolean {
  if (kernelVersion(release) === undefined || isAtLeast(release, version)) return false;
  const [, series = '', update] = /^\s*(\d+\.\d+)(?:\.(?!0-\d+-)(\d+))?/.exec(release) ?? [];
  const first = updates[series];
  return first === undefined || (update !== undefined && Number(update) < first);
}
