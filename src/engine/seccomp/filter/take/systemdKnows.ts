import { type Arch, NR_SCMP_ERROR, resolveName } from '../../../linux/index.ts';

/** The systemd that a unit's differences are told for, and the libseccomp that it finds the calls' names by: those of Debian 13. */
export const SYSTEMD = { release: '257', libseccomp: '2.6.0' } as const;

/** What libseccomp 2.6.1 knows on some ABI and the group @known lacks (systemd-analyze syscall-filter @known, systemd 257.13). */
export const LACKED_BY_KNOWN: readonly string[] = [
  'arm_sync_file_range',
  'listns',
  'nfsservctl',
  'open_tree_attr',
  'rseq_slice_yield',
  'uprobe',
];

/** Whether a line can name the call: "System call listns is not known, ignoring" (src/shared/seccomp-util.c seccomp_parse_syscall_filter). */
export const isNameable = (native: Arch, name: string): boolean =>
  resolveName(native, name, SYSTEMD.libseccomp) !== NR_SCMP_ERROR;

/**
 * Whether a call that an allow list leaves out gets SystemCallErrorNumber=; any other gets ENOSYS. The source's loop over @known passes by what has no number
 * on the machine's own ABI, which for x86_64 are the calls that x86 alone has (seccomp-util.c seccomp_load_syscall_filter_set_raw; NEWS of systemd 247).
 */
export const takesErrorNumber = (native: Arch, name: string): boolean =>
  !LACKED_BY_KNOWN.includes(name) && resolveName(native, name, SYSTEMD.libseccomp) >= 0;
