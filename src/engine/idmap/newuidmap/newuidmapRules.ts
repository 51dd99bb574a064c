/** The rules of newuidmap and newgidmap, in the order the programs look at them; after them come the kernel's (`writeRules`). */
export type NewuidmapRule =
  | 'newuidmap-usage'
  | 'newuidmap-no-process'
  | 'newuidmap-no-account'
  | 'newuidmap-other-owner'
  | 'newuidmap-no-file'
  | 'newuidmap-triples'
  | 'newuidmap-number'
  | 'newuidmap-overflow'
  | 'newuidmap-not-allowed'
  | 'newuidmap-setgroups'
  | 'newuidmap-no-namespace';

/** Each rule in words, and where it stands (shadow 4.17.4). */
export const newuidmapRules: Record<NewuidmapRule, { says: string; source: string }> = {
  'newuidmap-usage': {
    says: 'The first argument is a process ID, in decimal digits.',
    source: 'src/newuidmap.c, main; lib/get_pid.c, open_pidfd',
  },
  'newuidmap-no-process': { says: 'The process is there.', source: 'lib/get_pid.c, open_pidfd' },
  'newuidmap-no-account': { says: 'The caller has an account in /etc/passwd.', source: 'lib/myname.c, get_my_pwent' },
  'newuidmap-other-owner': {
    says: 'The process is the caller’s, and both run under the login group (but for GRANT_AUX_GROUP_SUBIDS in /etc/login.defs).',
    source: 'src/newuidmap.c, main: "Target process is owned by a different user"',
  },
  'newuidmap-no-file': {
    says: '/etc/subuid (/etc/subgid) is there and can be read.',
    source: 'src/newuidmap.c, main: sub_uid_open',
  },
  'newuidmap-triples': {
    says: 'After the PID come triples: inside, outside, count.',
    source: 'lib/idmapping.c, get_map_ranges: ranges * 3 != argc',
  },
  'newuidmap-number': {
    says: 'Each argument is a number: decimal, octal after 0, hexadecimal after 0x.',
    source: 'lib/idmapping.c, get_map_ranges: a2ul',
  },
  'newuidmap-overflow': {
    says: 'IDs go from 0 to 4294967294, and a range ends at 4294967294 at the latest; a count is at least 1.',
    source: 'lib/idmapping.c, get_map_ranges: ERANGE',
  },
  'newuidmap-not-allowed': {
    says: 'Each range is assigned to the caller in /etc/subuid, by name or UID, or is the caller’s own ID with a count of 1.',
    source: 'src/newuidmap.c, verify_range; lib/subordinateio.c, have_range',
  },
  'newuidmap-setgroups': {
    says: 'A GID map of one’s own GID alone needs "deny" in /proc/PID/setgroups, which can’t be written once there is a GID map.',
    source: 'src/newgidmap.c, write_setgroups; kernel/user_namespace.c, proc_setgroups_write',
  },
  'newuidmap-no-namespace': {
    says: 'The process is in a user namespace of its own.',
    source: 'kernel/user_namespace.c, proc_uid_map_write',
  },
};
