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
