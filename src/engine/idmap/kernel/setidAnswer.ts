import type { IdKind } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';
import { type CallAnswer, hasCapability, type InsideProcess } from './InsideProcess.ts';

/**
 * What setuid(id) and setresuid(id, id, id) answer a process inside (setgid, setresgid: kind "gid") whose real, effective and saved ids are
 * one: EINVAL for an id without a mapping, whoever asks, and EPERM for another's id without CAP_SETUID (CAP_SETGID) in the namespace.
 * 4294967295 has no mapping to setuid, and means "leave it" to setresuid (kernel/sys.c, __sys_setuid and __sys_setresuid).
 */
export function setidAnswer(kind: IdKind, id: number, caller: InsideProcess): CallAnswer {
  if (toOutside(caller.maps[kind], id) === undefined) {
    return {
      ok: false,
      errno: 'EINVAL',
      says: `${kind === 'uid' ? 'User' : 'Group'} ID ${id} has no mapping, so no process here can have it.`,
      source: `kernel/sys.c, __sys_set${kind}: !${kind}_valid(k${kind})`,
    };
  }
  const own = (kind === 'uid' ? caller.uid : caller.gid) ?? 0;
  const capability = kind === 'uid' ? 'CAP_SETUID' : 'CAP_SETGID';
  if (id === own || hasCapability(caller, capability)) return { ok: true };
  return {
    ok: false,
    errno: 'EPERM',
    says: `Taking another ID needs ${capability} in the namespace.`,
    source: `kernel/sys.c, __sys_set${kind}: ns_capable_setid(old->user_ns, ${capability})`,
  };
}
