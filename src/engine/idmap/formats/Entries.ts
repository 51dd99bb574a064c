import type { Diagnostic, Span } from '../../text/index.ts';
import { mapProblems } from '../kernel/mapProblems.ts';
import type { Extent, IdKind, IdMap, NamespaceMaps } from '../map/Extent.ts';

/** One extent as a tool's text gives it, for user ids, group ids or both. */
export interface Entry extends Extent {
  kinds: readonly IdKind[];
  span: Span;
}

/** What a tool's text says, in its order, with every problem of the text. */
export interface Entries {
  entries: readonly Entry[];
  diagnostics: Diagnostic[];
}

/**
 * The two maps that entries make, a side without any undefined, with what the kernel has against each. An extent that both kinds share and
 * the kernel refuses is told once.
 */
export function mapsOf(entries: readonly Entry[]): { maps: NamespaceMaps; diagnostics: Diagnostic[] } {
  const side = (kind: IdKind) => {
    const own = entries.filter(({ kinds }) => kinds.includes(kind));
    return own.length === 0
      ? undefined
      : own.map(({ inside, outside, count, span }) => ({ inside, outside, count, span }));
  };
  const maps = { uid: side('uid'), gid: side('gid') };
  const told = new Set<string>();
  const diagnostics = [...mapProblems(maps.uid ?? []), ...mapProblems(maps.gid ?? [])].filter((problem) => {
    const key = `${problem.code} ${problem.span?.start} ${problem.message}`;
    if (told.has(key)) return false;
    told.add(key);
    return true;
  });
  return { maps, diagnostics };
}

/** The plain map of one kind. */
export function mapOfKind(entries: readonly Entry[], kind: IdKind): IdMap {
  return entries
    .filter(({ kinds }) => kinds.includes(kind))
    .map(({ inside, outside, count }) => ({ inside, outside, count }));
}
