import type { RemapUser } from './RemapUser.ts';

/**
 * The lines that dockerd takes for `user`: those under the uid, else those under the name, as strings (pkg/idtools, lookupSubUIDRanges,
 * Docker 26.1.5). A user called "ALL" gets every line: parseSubidFile keeps that name for its own use.
 */
export function ownedBy<Line extends { owner: string | undefined }>(lines: readonly Line[], user: RemapUser): Line[] {
  const under = (name: string) =>
    lines.filter(({ owner }) => owner !== undefined && (owner === name || name === 'ALL'));
  const underUid = user.uid === undefined ? [] : under(String(user.uid));
  if (underUid.length > 0 || user.name === '') return underUid;
  return under(user.name);
}
