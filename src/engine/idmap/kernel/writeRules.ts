/** The rules that a write to /proc/PID/uid_map or gid_map must keep, in the order the kernel looks at them. */
export type WriteRule =
  | 'idmap-wrong-namespace'
  | 'idmap-not-at-start'
  | 'idmap-too-large'
  | 'idmap-written'
  | 'idmap-needs-sys-admin'
  | 'idmap-empty-line'
  | 'idmap-not-a-number'
  | 'idmap-missing-field'
  | 'idmap-extra-field'
  | 'idmap-no-id'
  | 'idmap-zero-count'
  | 'idmap-past-last-id'
  | 'idmap-overlap-inside'
  | 'idmap-overlap-outside'
  | 'idmap-too-many-extents'
  | 'idmap-root-needs-setfcap'
  | 'idmap-setgroups-allowed'
  | 'idmap-needs-capability'
  | 'idmap-outside-unmapped';

/** What the kernel answers where a rule is broken, the rule in words, and where it stands. */
export interface WriteRuleFacts {
  errno: 'EINVAL' | 'EPERM';
  says: string;
  source: string;
}

const mapWrite = 'kernel/user_namespace.c, map_write';

/** Every rule with its errno and its place in the kernel's source (read at Linux 6.12). */
export const writeRules: Record<WriteRule, WriteRuleFacts> = {
  'idmap-wrong-namespace': {
    errno: 'EPERM',
    says: 'Whoever opens the file must be in the new namespace or in its parent.',
    source: 'kernel/user_namespace.c, proc_uid_map_write: seq_ns != ns && seq_ns != ns->parent',
  },
  'idmap-not-at-start': {
    errno: 'EINVAL',
    says: 'A map is written in one write, at the beginning of the file.',
    source: `${mapWrite}: *ppos != 0`,
  },
  'idmap-too-large': {
    errno: 'EINVAL',
    says: 'One write takes less than one page: at most 4095 bytes.',
    source: `${mapWrite}: count >= PAGE_SIZE`,
  },
  'idmap-written': {
    errno: 'EPERM',
    says: 'A map is written once, and never changed.',
    source: `${mapWrite}: map->nr_extents != 0`,
  },
  'idmap-needs-sys-admin': {
    errno: 'EPERM',
    says: 'Whoever opens the file needs CAP_SYS_ADMIN over the new namespace, as the user who made it has in the parent.',
    source: `${mapWrite}: file_ns_capable(file, map_ns, CAP_SYS_ADMIN); user_namespaces(7)`,
  },
  'idmap-empty-line': {
    errno: 'EINVAL',
    says: 'Every line is a range; an empty line ends the write.',
    source: `${mapWrite}: !isspace(*pos) after the first number`,
  },
  'idmap-not-a-number': {
    errno: 'EINVAL',
    says: 'A field is decimal digits and nothing else.',
    source: `${mapWrite}: simple_strtoul(pos, &pos, 10), then isspace(*pos)`,
  },
  'idmap-missing-field': {
    errno: 'EINVAL',
    says: 'A line has three fields: inside, outside, count.',
    source: `${mapWrite}: !isspace(*pos) between numbers; a missing count is 0`,
  },
  'idmap-extra-field': {
    errno: 'EINVAL',
    says: 'Nothing may follow the third field but white space.',
    source: `${mapWrite}: "trailing junk on the line"`,
  },
  'idmap-no-id': {
    errno: 'EINVAL',
    says: '4294967295 is (uid_t)-1, which is not an ID.',
    source: `${mapWrite}: extent.first == (u32) -1`,
  },
  'idmap-zero-count': {
    errno: 'EINVAL',
    says: 'A range has at least one ID.',
    source: `${mapWrite}: (extent.first + extent.count) <= extent.first`,
  },
  'idmap-past-last-id': {
    errno: 'EINVAL',
    says: 'A range ends at 4294967294 at the latest.',
    source: `${mapWrite}: (extent.first + extent.count) <= extent.first`,
  },
  'idmap-overlap-inside': {
    errno: 'EINVAL',
    says: 'An inside ID is given once.',
    source: 'kernel/user_namespace.c, mappings_overlap: the upper range',
  },
  'idmap-overlap-outside': {
    errno: 'EINVAL',
    says: 'An outside ID is given once.',
    source: 'kernel/user_namespace.c, mappings_overlap: the lower range',
  },
  'idmap-too-many-extents': {
    errno: 'EINVAL',
    says: 'A map has at most 340 lines (5 before Linux 4.15).',
    source: `${mapWrite}: UID_GID_MAP_MAX_EXTENTS; user_namespaces(7)`,
  },
  'idmap-root-needs-setfcap': {
    errno: 'EPERM',
    says: 'Mapping the parent’s UID 0 needs CAP_SETFCAP there (since Linux 5.12, 5.11.19 and 5.10.35).',
    source: 'kernel/user_namespace.c, verify_root_map; user_namespaces(7); ChangeLogs of 5.11.19 and 5.10.35',
  },
  'idmap-setgroups-allowed': {
    errno: 'EPERM',
    says: 'Without CAP_SETGID, "deny" must be in /proc/PID/setgroups before the GID map is written.',
    source: 'kernel/user_namespace.c, new_idmap_permitted: USERNS_SETGROUPS_ALLOWED',
  },
  'idmap-needs-capability': {
    errno: 'EPERM',
    says: 'Without CAP_SETUID (CAP_SETGID) in the parent namespace, a writer maps one ID: its own, in one line of count 1.',
    source: 'kernel/user_namespace.c, new_idmap_permitted',
  },
  'idmap-outside-unmapped': {
    errno: 'EPERM',
    says: 'Each range lies within one range of the parent namespace; the outside numbers are IDs of that namespace.',
    source: `${mapWrite}: map_id_range_down(parent_map, ...)`,
  },
};
