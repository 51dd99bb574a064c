import type { HostFacts } from '../../subid/HostFacts.ts';
import type { SubidUser } from './lentRanges.ts';

/** What the host knows of the user `name`, and of the group of the same name. */
export function hostAccount({ user, names = [] }: HostFacts, name: string): SubidUser {
  const known = (kind: 'uid' | 'gid') => names.find((each) => each.kind === kind && each.name === name)?.id;
  const uid = name === user.name ? user.uid : (known('uid') ?? (name === 'root' ? 0 : undefined));
  const groupGid = known('gid');
  return { name, ...(uid !== undefined && { uid }), ...(groupGid !== undefined && { groupGid }) };
}
