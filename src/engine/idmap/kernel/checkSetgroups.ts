import type { Diagnostic } from '../../text/index.ts';
import { type SetgroupsRule, type SetgroupsRuleFacts, setgroupsRules } from './setgroupsRules.ts';
import { isCapableOverNew, type WriterProcess } from './WriterProcess.ts';

/** Who writes to /proc/PID/setgroups, and what was before. Left out: root who made the namespace, "allow", no gid map, at the beginning. */
export interface SetgroupsWriter extends WriterProcess {
  setgroups?: 'allow' | 'deny';
  gidMapWritten?: boolean;
  /** Where in the file the write begins. */
  offset?: number;
}

/** What the file says afterwards, or the error with the rule behind it and everything that is wrong. */
export type SetgroupsOutcome =
  | { ok: true; setgroups: 'allow' | 'deny' }
  | { ok: false; errno: SetgroupsRuleFacts['errno']; rule: SetgroupsRule; diagnostics: Diagnostic[] };

/** A write is shorter than the kernel's buffer, char kbuf[8]. */
const BUFFER = 8;

/** "allow" or "deny" at the beginning, then white space (lib/ctype.c) to the end or to a NUL. */
const WORD = /^(allow|deny)[\t-\r ]*(?:\0|$)/;

/**
 * What the kernel answers when `text` is written to a new namespace's /proc/PID/setgroups: once "deny" always "deny", and no "deny" after
 * the gid map (kernel/user_namespace.c, proc_setgroups_write; fs/proc/base.c, proc_setgroups_open).
 */
export function checkSetgroups(text: string, writer: SetgroupsWriter = {}): SetgroupsOutcome {
  const { setgroups = 'allow' } = writer;
  const asked = WORD.exec(text)?.[1];
  const broken: SetgroupsRule[] = [];
  if (!isCapableOverNew(writer, 'CAP_SYS_ADMIN')) broken.push('setgroups-needs-sys-admin');
  if (writer.offset !== undefined && writer.offset !== 0) broken.push('setgroups-not-at-start');
  if (new TextEncoder().encode(text).length >= BUFFER) broken.push('setgroups-too-long');
  if (asked === undefined) broken.push('setgroups-word');
  if (asked === 'allow' && setgroups === 'deny') broken.push('setgroups-denied');
  if (asked === 'deny' && writer.gidMapWritten) broken.push('setgroups-after-gid-map');

  const [first] = broken;
  if (first === undefined) return { ok: true, setgroups: asked === 'allow' ? 'allow' : 'deny' };
  const diagnostics = broken.map((code): Diagnostic => {
    const { says, hint } = setgroupsRules[code];
    return { code, severity: 'error', message: says, hint };
  });
  return { ok: false, errno: setgroupsRules[first].errno, rule: first, diagnostics };
}
