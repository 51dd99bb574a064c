import { toOutside } from '../map/toOutside.ts';
import { type CallAnswer, hasCapability, type InsideProcess } from './InsideProcess.ts';

/** NGROUPS_MAX, include/uapi/linux/limits.h. */
const MOST_GROUPS = 65536;

/**
 * What setgroups(2) answers a process inside: EPERM without CAP_SETGID, before the gid map is written, or where /proc/PID/setgroups says
 * "deny"; EINVAL for more than 65536 groups, or one without a mapping (kernel/groups.c, may_setgroups and groups_from_user;
 * kernel/user_namespace.c, userns_may_setgroups).
 */
export function setgroupsAnswer(
  gids: readonly number[],
  caller: InsideProcess,
  setgroups: 'allow' | 'deny',
): CallAnswer {
  const mayNot = (says: string, source: string): CallAnswer => ({ ok: false, errno: 'EPERM', says, source });
  if (!hasCapability(caller, 'CAP_SETGID'))
    return mayNot('Setting groups needs CAP_SETGID in the namespace.', 'kernel/groups.c, may_setgroups');
  if (caller.maps.gid.length === 0)
    return mayNot('No GID map was written yet.', 'kernel/user_namespace.c, userns_may_setgroups: gid_map.nr_extents');
  if (setgroups === 'deny')
    return mayNot(
      '/proc/PID/setgroups contains "deny".',
      'kernel/user_namespace.c, userns_may_setgroups: USERNS_SETGROUPS_ALLOWED',
    );
  const wrong = (says: string, source: string): CallAnswer => ({ ok: false, errno: 'EINVAL', says, source });
  if (gids.length > MOST_GROUPS)
    return wrong(
      `A process has at most ${MOST_GROUPS} groups.`,
      'kernel/groups.c, setgroups: gidsetsize > NGROUPS_MAX',
    );
  const unmapped = gids.find((gid) => toOutside(caller.maps.gid, gid) === undefined);
  if (unmapped !== undefined)
    return wrong(`Group ID ${unmapped} has no mapping.`, 'kernel/groups.c, groups_from_user: !gid_valid(kgid)');
  return { ok: true };
}
