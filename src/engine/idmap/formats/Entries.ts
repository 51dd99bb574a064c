import type { Diagnostic, Parsed, Span } from '../../text/index.ts';
import { mapProblems } from '../kernel/mapProblems.ts';
import type { Extent, IdKind, LocatedExtent, NamespaceMaps } from '../map/Extent.ts';

/** One extent as a tool's text gives it, for user ids, group ids or both. */
export interface Entry extends LocatedExtent {
  kinds: readonly IdKind[];
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
    return own.length === 0 ? undefined : own.map(({ kinds: _, ...extent }): LocatedExtent => extent);
  };
  const maps = { uid: side('uid'), gid: side('gid') };
  const seen = new Set<string>();
  const diagnostics = [...mapProblems(maps.uid ?? []), ...mapProblems(maps.gid ?? [])].filter((problem) => {
    const key = `${problem.code} ${problem.span?.start} ${problem.message}`;
    return !seen.has(key) && seen.add(key);
  });
  return { maps, diagnostics };
}

/** Maps that the text leaves open: only the running system knows them. */
export const UNKNOWN_MAPS: NamespaceMaps = { uid: undefined, gid: undefined };

/** The same extent, which the text gives at `span`, for users and for groups. */
export function bothMaps(extent: Extent, span: Span): NamespaceMaps {
  const side = [{ ...extent, span }];
  return { uid: side, gid: side };
}

/** The maps of the host's own namespace, as /proc/self/uid_map shows them where no other was made: ids inside are the ids outside. */
export function hostMaps(span: Span): NamespaceMaps {
  return bothMaps({ inside: 0, outside: 0, count: 4294967295 }, span);
}

/** No maps, and why not. */
export function noMaps(...diagnostics: readonly Diagnostic[]): Parsed<NamespaceMaps> {
  return { value: undefined, diagnostics: [...diagnostics] };
}
