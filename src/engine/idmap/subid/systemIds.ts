import type { IdKind } from '../map/NamespaceMaps.ts';

/** Where login.defs(5) puts the first account of a person (UID_MIN, GID_MIN); below are the system's. */
export const FIRST_PERSON = 1000;

/** What to read before a line is added that assigns a system account's id, or a map with one (its inside id stands for the owner); undefined where none does. */
export function systemIdsWarning(
  kind: IdKind,
  lines: readonly { owner: string | number; start: number; count: number }[],
): string | undefined {
  const line = lines.find(({ start }) => start < FIRST_PERSON);
  if (line === undefined) return undefined;
  const ids = kind === 'uid' ? 'UIDs' : 'GIDs';
  return `Warning: ${ids} below ${FIRST_PERSON} belong to system accounts: with ${line.owner}:${line.start}:${line.count} the container can act as such an account on the host.`;
}
