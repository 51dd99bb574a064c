import type { UidMapSource } from '../../../share/uidMapLink.ts';
import { recognised } from './recognised.ts';

/** What a link calls a text: one of the two plain kinds where it is nothing but that, else a paste. */
export function kindOf(text: string): UidMapSource {
  const [part, ...others] = recognised(text);
  if (part === undefined || others.length > 0) return 'paste';
  if (part.kind === 'subids' && part.of === 'either') return 'subuid';
  if (part.kind === 'map' && part.of === 'either') return 'uid_map';
  return 'paste';
}
