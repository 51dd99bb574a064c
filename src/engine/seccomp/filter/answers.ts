import type { OciAction } from '../profile/Profile.ts';
import type { Answer } from './Verdict.ts';

/** linux/seccomp.h SECCOMP_RET_*, the action's part. */
const RETURNS = {
  ALLOW: 0x7fff0000,
  LOG: 0x7ffc0000,
  TRACE: 0x7ff00000,
  USER_NOTIF: 0x7fc00000,
  ERRNO: 0x00050000,
  TRAP: 0x00030000,
  KILL_THREAD: 0,
  KILL_PROCESS: 0x80000000,
} as const;

const ACTIONS = new Map<number, Answer['action']>(
  Object.entries(RETURNS).map(([action, value]) => [value, action as Answer['action']]),
);

const BY_OCI: Readonly<Record<OciAction, Answer['action']>> = {
  SCMP_ACT_KILL: 'KILL_THREAD',
  SCMP_ACT_KILL_THREAD: 'KILL_THREAD',
  SCMP_ACT_KILL_PROCESS: 'KILL_PROCESS',
  SCMP_ACT_TRAP: 'TRAP',
  SCMP_ACT_ERRNO: 'ERRNO',
  SCMP_ACT_TRACE: 'TRACE',
  SCMP_ACT_ALLOW: 'ALLOW',
  SCMP_ACT_LOG: 'LOG',
  SCMP_ACT_NOTIFY: 'USER_NOTIF',
};

/** runc, libcontainer/seccomp getAction: errnoRet counts for ERRNO and TRACE, 16 bits of it; EPERM where it isn't written. */
export function returnOf(action: OciAction, errnoRet: number | undefined): number {
  const name = BY_OCI[action];
  return RETURNS[name] + (name === 'ERRNO' || name === 'TRACE' ? (errnoRet ?? 1) & 0xffff : 0);
}

/** The two parts of a SECCOMP_RET_* value. */
export function answerOf(value: number): Answer {
  const data = value & 0xffff;
  return { action: ACTIONS.get(value - data) ?? 'KILL_PROCESS', data };
}

/** The SECCOMP_RET_* value of an answer. */
export function returnValueOf({ action, data }: Answer): number {
  return RETURNS[action] + data;
}
