import { type IdKind, writeUidMap } from '../../../engine/idmap/index.ts';
import type { Computed } from '../state/compute.ts';
import { kindOf } from '../state/kindOf.ts';
import type { State } from '../state/State.ts';

/** The maps that checks are put to, as the kernel shows them, the host's first; none where none is in force. And who writes them. */
export interface CheckedMap {
  maps: readonly string[];
  kind: IdKind;
  kernel: string | undefined;
}

/** The lines of a map as they stand, so that what the kernel has against them is told; else the maps that the text leads to. */
export function checkedMap({ texts, readAs }: State, { maps, inForce, kind, host }: Computed): CheckedMap {
  const [text, another] = texts;
  const isPlain = another === undefined && (readAs === 'uid_map' || kindOf(text) === 'uid_map');
  const shown = inForce ? maps.map(({ extents }) => writeUidMap(extents)) : [];
  return { maps: isPlain ? [text] : shown, kind, kernel: host.kernel };
}
