import type { Situation } from '../../situation/Situation.ts';
import type { Subid } from '../../subid/parseSubids.ts';

/** Who the owner of a line is: a line may name an account by its uid (subuid(5)), and is the same owner's then as one with the name. */
export function ownerNames({ accounts, user }: Situation): (line: Subid) => string {
  const names = new Map<string, string>();
  for (const { kind, id, name } of accounts) if (kind === 'uid' && !names.has(`${id}`)) names.set(`${id}`, name);
  if (user?.uid !== undefined) names.set(`${user.uid}`, user.name);
  return ({ owner }) => names.get(owner) ?? owner;
}
