import type { Span } from '../../text/index.ts';
import { MAX_EXTENTS } from '../kernel/mapProblems.ts';
import { compose } from '../map/compose.ts';
import type { Extent, IdKind, IdMap } from '../map/Extent.ts';
import type { Situation } from '../situation/Situation.ts';

/** An extent of a map whose outside is the host. Its span is known where one line of the reader's text says it alone. */
export interface HostExtent extends Extent {
  span?: Span;
}

/**
 * The map of the nth namespace (1 is the outermost; left out: the innermost) seen from the host, or undefined where a map on the way there
 * isn't known, or has more extents than any map can have (340).
 */
export function hostExtents(
  { levels }: Situation,
  kind: IdKind,
  depth = levels.length,
): readonly HostExtent[] | undefined {
  const [outermost, ...others] = levels.slice(0, depth).map((level) => level[kind]);
  if (outermost === undefined || outermost.length > MAX_EXTENTS) return undefined;
  if (others.length === 0) return outermost;
  let seen: IdMap = outermost;
  for (const inner of others) {
    if (inner === undefined || inner.length > MAX_EXTENTS) return undefined;
    seen = compose(seen, inner);
    // Sound maps can't cut each other into more pieces than this; those that overlap themselves could, without end.
    if (seen.length > MAX_EXTENTS * depth) return undefined;
  }
  return seen;
}
