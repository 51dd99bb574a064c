import { relocateSpan, type Span } from '../../text/index.ts';
import type { NamespaceMaps } from '../map/Extent.ts';

/** Maps read from a slice, with their places in the whole text. */
export function relocateMaps({ uid, gid }: NamespaceMaps, at: Span): NamespaceMaps {
  const moved = (side: NamespaceMaps['uid']) =>
    side?.map((extent) => ({ ...extent, span: relocateSpan(extent.span, at) }));
  return { uid: moved(uid), gid: moved(gid) };
}
