import { type Explained, recognise, SUBID_COUNT } from '../idmap/index.ts';
import type { DiagnosedState } from './Diagnosis.ts';
import { MAPPING } from './ofParts.ts';

/** The map of a user without a range: its own ID alone. */
const ONE_ID = '0 1000 1';

/**
 * The state of the UID map that shows a message’s ID: in what was pasted, where a map is among it. A message alone gives none, but where it says that a
 * container’s ID is missing, it says that of a map that ends below: of one ID, or of the usual range. Undefined where no map is to be shown.
 */
export function shownBy(code: string, ask: NonNullable<Explained['ask']>, text: string): DiagnosedState | undefined {
  const isMapped = recognise(text).some(({ kind }) => MAPPING.has(kind));
  const { side, id } = ask;
  // Each range that has it is a diagnosis of its own, with its map.
  if (!isMapped && code === 'owned-by-subid') return undefined;
  if (isMapped || side === 'outside' || id === 0) return { instrument: 'uid-map', paste: text, ask };
  if (code === 'storage-no-host-id' && id >= SUBID_COUNT)
    return { instrument: 'uid-map', subuid: `dockremap:165536:${SUBID_COUNT}`, user: 'dockremap', ask };
  if (id <= SUBID_COUNT) return { instrument: 'uid-map', map: ONE_ID, ask };
  return { instrument: 'uid-map', subuid: `alice:100000:${SUBID_COUNT}`, user: 'alice', reader: 'podman', ask };
}
