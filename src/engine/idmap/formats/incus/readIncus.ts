import type { Entries } from '../Entries.ts';
import { incusSettings } from './incusSettings.ts';
import { readRawIdmap } from './readRawIdmap.ts';

/** The entries of raw.idmap, which Incus puts into a range of its own: `parseIncus` has that. */
export function readIncus(text: string): Entries {
  const raw = incusSettings(text).find(({ key }) => key === 'raw.idmap');
  return readRawIdmap(raw?.lines ?? []);
}
