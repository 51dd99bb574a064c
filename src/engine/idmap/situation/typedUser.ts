import type { Given } from './Given.ts';
import type { Situation } from './Situation.ts';

/** The account as it was typed, with its ids where they are numbers. */
export function typedUser({ user, uid, gid }: Given): Situation['user'] {
  const name = user.trim();
  if (name === '') return undefined;
  const number = (text: string) => (/^[0-9]+$/.test(text.trim()) ? Number(text) : undefined);
  const [ownUid, ownGid] = [number(uid), number(gid)];
  return { name, ...(ownUid !== undefined && { uid: ownUid }), ...(ownGid !== undefined && { gid: ownGid }) };
}
