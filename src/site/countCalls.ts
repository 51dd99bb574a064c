import { isKnownName } from '../engine/linux/index.ts';
import { survey, versionsOf } from '../engine/seccomp/index.ts';
import type { SeccompLink } from '../share/seccompLink.ts';
import { linkFilter } from './linkFilter.ts';

/** How many calls of an ABI a profile lets through whatever their arguments, by their arguments, or never. */
export interface CallCounts {
  allowed: number;
  depends: number;
  refused: number;
  /** Calls that some arguments get through: allowed and depends. */
  reachable: number;
  total: number;
}

/** Counts every call of the link's machine that its libseccomp knows by name, under its preset and target. */
export async function countCalls(link: SeccompLink): Promise<CallCounts> {
  const filter = await linkFilter(link);
  const { libseccomp } = versionsOf(filter.target);
  const rows = survey(filter, link.arch).filter(({ name }) => isKnownName(name, libseccomp));
  const count = (summary: string) => rows.filter((row) => row.summary === summary).length;
  const [allowed, depends] = [count('allow'), count('depends')];
  return { allowed, depends, refused: count('deny'), reachable: allowed + depends, total: rows.length };
}
