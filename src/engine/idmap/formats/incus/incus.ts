import type { IdKind, IdMap } from '../../map/Extent.ts';
import type { Entries } from '../Entries.ts';
import { incusSettings } from './incusSettings.ts';
import { readRawIdmap } from './readRawIdmap.ts';

/** Lines of raw.idmap: type, host ids, container ids (incus, doc/userns-idmap.md). */
export function writeIncus(map: IdMap, kind: IdKind): string {
  const ids = (first: number, count: number) => (count === 1 ? `${first}` : `${first}-${first + count - 1}`);
  return map.map(({ inside, outside, count }) => `${kind} ${ids(outside, count)} ${ids(inside, count)}\n`).join('');
}

/** The entries of raw.idmap, which Incus puts into a range of its own: `parseIncus` has that. */
export function readIncus(text: string): Entries {
  const raw = incusSettings(text).find(({ key }) => key === 'raw.idmap');
  return readRawIdmap(raw?.lines ?? []);
}
