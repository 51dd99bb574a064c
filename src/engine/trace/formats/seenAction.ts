import type { SeenAction } from '../Trace.ts';

// linux/seccomp.h, SECCOMP_RET_*: what stands in the upper half of a filter's answer.
const BY_CODE: ReadonlyMap<number, SeenAction> = new Map([
  [0x8000, 'KILL_PROCESS'],
  [0x0000, 'KILL_THREAD'],
  [0x0003, 'TRAP'],
  [0x0005, 'ERRNO'],
  [0x7fc0, 'USER_NOTIF'],
  [0x7ff0, 'TRACE'],
  [0x7ffc, 'LOG'],
  [0x7fff, 'ALLOW'],
]);

/** The action of a filter's answer as the kernel records it, `0x7ffc0000`. */
export function seenAction(code: string): SeenAction | undefined {
  return /^0x[\da-f]{1,8}$/i.test(code) ? BY_CODE.get(Number(code) >>> 16) : undefined;
}

const BY_WORD: ReadonlyMap<string, SeenAction> = new Map([
  ...[...BY_CODE.values()].map((action) => [action, action] as const),
  ['KILL', 'KILL_THREAD'],
  ['USER_NOTIFY', 'USER_NOTIF'],
]);

/** The action by the words of a tool: `SECCOMP_RET_LOG`, `kill_thread`, `user-notify`. */
export function seenWord(word: string): SeenAction | undefined {
  return BY_WORD.get(word.toUpperCase().replace('SECCOMP_RET_', '').replaceAll('-', '_'));
}

/** The only action whose SECCOMP_RET_* ends so: what is left where a table cut off its beginning. */
export function seenEnding(end: string): SeenAction | undefined {
  const known = [...BY_CODE.values()].filter((action) => `SECCOMP_RET_${action}`.endsWith(end));
  return known.length === 1 ? known[0] : undefined;
}
