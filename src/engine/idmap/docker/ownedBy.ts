import type { DockerEngine } from './DockerEngine.ts';
import type { RemapUser } from './RemapUser.ts';

/**
 * The lines that dockerd takes for `user`. 26.1: those under the uid, else those under the name, as strings (pkg/idtools, lookupSubUIDRanges);
 * a user called "ALL" gets every line, a name that parseSubidFile keeps for its own use. 28.0: those under either, in the file's order.
 */
export function ownedBy<Line extends { owner: string | undefined }>(
  lines: readonly Line[],
  user: RemapUser,
  engine: DockerEngine = '26.1',
): Line[] {
  const uid = user.uid === undefined ? undefined : String(user.uid);
  if (engine === '28.0') {
    return lines.filter(({ owner }) => owner !== undefined && owner !== '' && (owner === user.name || owner === uid));
  }
  const under = (name: string) =>
    lines.filter(({ owner }) => owner !== undefined && (owner === name || name === 'ALL'));
  const underUid = uid === undefined ? [] : under(uid);
  if (underUid.length > 0 || user.name === '') return underUid;
  return under(user.name);
}
