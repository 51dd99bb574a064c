import type { Diagnostic } from '../../../text/index.ts';
import type { Extent } from '../../map/Extent.ts';
import type { LocatedExtent } from '../../map/LocatedExtent.ts';
import { refusal } from '../refusal.ts';

/** What Podman says of extents that map an id once more, inside or outside (containers/storage 1.57.2, idset.go, hasOverlappingRanges). */
export function conflict(map: readonly LocatedExtent[]): Diagnostic | undefined {
  const earlier: Extent[] = [];
  const conflicts: LocatedExtent[] = [];
  const overlaps = (side: 'inside' | 'outside', extent: Extent) =>
    earlier.some((other) => other[side] < extent[side] + extent.count && extent[side] < other[side] + other.count);
  for (const extent of map) {
    if (overlaps('inside', extent) || overlaps('outside', extent)) conflicts.push(extent);
    earlier.push(extent);
  }
  const [first] = conflicts;
  if (!first) return undefined;
  const list = conflicts.map(({ inside, outside, count }) => `${inside}:${outside}:${count}`).join(', ');
  const words =
    conflicts.length === 1
      ? `the specified UID and/or GID mapping ${list} conflicts with other mappings`
      : `the specified UID and/or GID mappings ${list} conflict with other mappings`;
  return refusal(
    'podman-conflict',
    `creating container storage: ${words}: invalid mappings specified`,
    'A container ID and a host ID may each be mapped only once. With + before it, a mapping replaces those before it.',
    first.span,
  );
}
