import type { Arch } from '../engine/linux/index.ts';
import { survey } from '../engine/seccomp/index.ts';
import { presetFilter } from './presetFilter.ts';

/** How many calls of an ABI a profile lets through whatever their arguments, by their arguments, or never. */
export interface CallCounts {
  allowed: number;
  depends: number;
  refused: number;
  /** Calls that some arguments get through: allowed and depends. */
  reachable: number;
  total: number;
}

/** Counts every call of `arch`'s table under a preset, with Docker's capabilities. */
export async function presetCounts(id: string, arch: Arch): Promise<CallCounts> {
  const rows = survey(await presetFilter(id, arch), arch);
  const count = (summary: string) => rows.filter((row) => row.summary === summary).length;
  const [allowed, depends] = [count('allow'), count('depends')];
  return { allowed, depends, refused: count('deny'), reachable: allowed + depends, total: rows.length };
}
