import type { IdMap } from '../map/Extent.ts';

/**
 * Who writes a map: a process in the parent namespace that made the new one. Each field left out means root with every capability, in a
 * parent that maps every id, at the first write, on today's kernel.
 */
export interface Writer {
  /** Which of the two files: uid_map or gid_map. */
  kind?: 'uid' | 'gid';
  /** Effective capabilities in the parent namespace, as `CAP_SETUID`; left out: all of them. */
  capabilities?: readonly string[];
  /** The writer's effective user id (for a gid map: group id), as the parent namespace numbers it. */
  id?: number;
  /** The parent namespace's own map of the same kind; outside ids of the new map are its inside ids. */
  parentMap?: IdMap;
  /** What /proc/PID/setgroups says; a new namespace starts with "allow". */
  setgroups?: 'allow' | 'deny';
  /** True when the map was written before. */
  written?: boolean;
  /** A kernel release such as "4.14"; what can't be read is taken as today's. */
  kernel?: string;
}
