import type { Parsed } from '../../text/index.ts';
import type { IdMap } from '../map/Extent.ts';
import { plainExtent } from '../map/LocatedExtent.ts';
import { readExtents } from './readExtents.ts';

/**
 * The map that `text`, in the syntax of /proc/PID/uid_map, describes, in the order written; undefined where the kernel would refuse the text.
 * Who may write it is `checkWrite`'s question; which line gave an extent, `readExtents`'s.
 */
export function parseIdMap(text: string): Parsed<IdMap> {
  const { extents, diagnostics } = readExtents(text);
  const refused = diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return { value: refused ? undefined : extents.map(plainExtent), diagnostics };
}
