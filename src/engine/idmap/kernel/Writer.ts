import type { IdMap } from '../map/Extent.ts';
import type { WriterProcess } from './WriterProcess.ts';

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
