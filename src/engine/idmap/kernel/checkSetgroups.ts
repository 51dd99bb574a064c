import { type Diagnostic, error } from '../../text/index.ts';
import { isCapableOverNew, type WriterProcess } from './Writer.ts';

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
  const diagnostics = broken.map((code) => error(code, setgroupsRules[code].says, setgroupsRules[code].hint));
  return { ok: false, errno: setgroupsRules[first].errno, rule: first, diagnostics };
}

/** The rules that a write to /proc/PID/setgroups must keep, in the order the kernel looks at them. */
export type SetgroupsRule =
  | 'setgroups-needs-sys-admin'
  | 'setgroups-not-at-start'
  | 'setgroups-too-long'
  | 'setgroups-word'
  | 'setgroups-denied'
  | 'setgroups-after-gid-map';

/** What the kernel answers where a rule is broken, the rule in words, what to do, and where it stands. */
export interface SetgroupsRuleFacts {
  errno: 'EACCES' | 'EINVAL' | 'EPERM';
  says: string;
  hint: string;
  source: string;
}

const setgroupsWrite = 'kernel/user_namespace.c, proc_setgroups_write';

/** Every rule with its errno and its place in the kernel's source (read at Linux 6.12). */
export const setgroupsRules: Record<SetgroupsRule, SetgroupsRuleFacts> = {
  'setgroups-needs-sys-admin': {
    errno: 'EACCES',
    says: 'Opening the file for writing needs CAP_SYS_ADMIN over the namespace.',
    hint: 'Write from inside as its root, or as the user who made the namespace.',
    source: 'fs/proc/base.c, proc_setgroups_open: ns_capable(ns, CAP_SYS_ADMIN)',
  },
  'setgroups-not-at-start': {
    errno: 'EINVAL',
    says: 'The word is written in one write, at the beginning of the file.',
    hint: 'Open the file again.',
    source: `${setgroupsWrite}: *ppos != 0`,
  },
  'setgroups-too-long': {
    errno: 'EINVAL',
    says: 'One write takes at most 7 bytes.',
    hint: 'Write "deny" and nothing else.',
    source: `${setgroupsWrite}: count >= sizeof(kbuf)`,
  },
  'setgroups-word': {
    errno: 'EINVAL',
    says: 'The file accepts "allow" or "deny", followed by white space.',
    hint: 'Write "deny".',
    source: `${setgroupsWrite}: strncmp(pos, "allow", 5), strncmp(pos, "deny", 4)`,
  },
  'setgroups-denied': {
    errno: 'EPERM',
    says: 'Once denied, here or in an outer namespace, setgroups is not allowed again.',
    hint: 'Make a new user namespace.',
    source: `${setgroupsWrite}: !(ns->flags & USERNS_SETGROUPS_ALLOWED)`,
  },
  'setgroups-after-gid-map': {
    errno: 'EPERM',
    says: 'Once the GID map is written, "deny" comes too late.',
    hint: 'Write "deny" first, then the GID map.',
    source: `${setgroupsWrite}: ns->gid_map.nr_extents != 0`,
  },
};
