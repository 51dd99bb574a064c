/** What a system call that takes ids answers: that it is done, or the error with the rule behind it. */
export type CallAnswer =
  | { ok: true }
  | { ok: false; errno: 'EINVAL' | 'EPERM' | 'EACCES'; says: string; source: string };
