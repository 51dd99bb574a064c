import type { IdKind } from '../../map/Extent.ts';
import type { Situation } from '../../situation/Situation.ts';
import { hostExtents } from '../hostExtents.ts';
import { idRange, listed } from '../inWords.ts';
import { LESSONS } from '../lessons.ts';
import type { Seen } from '../Seen.ts';
import type { Finding } from './Finding.ts';
import { isIdentity } from './identityMap.ts';

/** Other containers that are the same ids outside. The map protects the host from all of them, and none of them from another. */
export function sharedRange(situation: Situation, kind: IdKind, { others = [] }: Seen): Finding[] {
  const map = hostExtents(situation, kind);
  if (map === undefined || isIdentity(map)) return [];
  const sharing: string[] = [];
  let shared: string | undefined;
  for (const other of others) {
    for (const theirs of other[kind] ?? []) {
      const ours = map.find(
        ({ outside, count }) => outside < theirs.outside + theirs.count && theirs.outside < outside + count,
      );
      if (ours === undefined) continue;
      const first = Math.max(ours.outside, theirs.outside);
      shared ??= idRange(first, Math.min(ours.outside + ours.count, theirs.outside + theirs.count) - first);
      sharing.push(other.name);
      break;
    }
  }
  if (shared === undefined) return [];
  return [
    {
      code: 'range-shared',
      severity: 'info',
      facts: `${shared} ${sharing.join(' ')}`,
      say: ({ ids }) => ({
        message: `This container and ${listed(sharing)} use the same host ${ids}: ${shared}.`,
        hint: 'A process that escapes one container owns the files and processes of the other. Podman gives each container its own range with --userns=auto, Kubernetes with hostUsers: false.',
      }),
      learn: LESSONS.limits,
    },
  ];
}
