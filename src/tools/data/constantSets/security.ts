import type { SetSpec } from './SetSpec.ts';

/** What calls on seccomp, BPF, keys, security modules and the kernel itself are asked with. */
export const SECURITY_SETS: readonly SetSpec[] = [
  {
    name: 'seccompOperation',
    kind: 'values',
    headers: ['linux/seccomp.h'],
    names: /^SECCOMP_(?:SET_MODE_\w+|GET_ACTION_AVAIL|GET_NOTIF_SIZES)$/,
  },
  { name: 'seccompFlag', kind: 'bits', headers: ['linux/seccomp.h'], names: /^SECCOMP_FILTER_FLAG_\w+$/ },
  { name: 'seccompMode', kind: 'values', headers: ['linux/seccomp.h'], names: /^SECCOMP_MODE_\w+$/ },
  { name: 'capability', kind: 'values', headers: ['linux/capability.h'], names: /^CAP_(?!LAST_CAP$)[A-Z_]+$/ },
  { name: 'bpf', kind: 'values', headers: ['linux/bpf.h'], names: /^BPF_\w+$/, enum: 'bpf_cmd' },
  {
    name: 'keyctl',
    kind: 'values',
    headers: ['linux/keyctl.h'],
    names: /^KEYCTL_(?!SUPPORTS_|CAPS\d_|MOVE_EXCL$)\w+$/,
  },
  { name: 'key', kind: 'values', headers: ['linux/keyctl.h'], names: /^KEY_SPEC_\w+$/ },
  { name: 'landlock', kind: 'bits', headers: ['linux/landlock.h'], names: /^LANDLOCK_CREATE_RULESET_\w+$/ },
  { name: 'landlockRule', kind: 'values', headers: ['linux/landlock.h'], names: /^LANDLOCK_RULE_\w+$/ },
  { name: 'lsmAttribute', kind: 'values', headers: ['linux/lsm.h'], names: /^LSM_ATTR_(?!UNDEF$)\w+$/ },
  { name: 'lsmFlag', kind: 'bits', headers: ['linux/lsm.h'], names: /^LSM_FLAG_\w+$/ },
  { name: 'random', kind: 'bits', headers: ['linux/random.h'], names: /^GRND_\w+$/ },
  { name: 'reboot', kind: 'values', headers: ['linux/reboot.h'], names: /^LINUX_REBOOT_CMD_\w+$/ },
  { name: 'rebootMagic', kind: 'values', headers: ['linux/reboot.h'], names: /^LINUX_REBOOT_MAGIC1$/ },
  { name: 'rebootMagic2', kind: 'values', headers: ['linux/reboot.h'], names: /^LINUX_REBOOT_MAGIC2[A-C]?$/ },
  {
    name: 'kexec',
    kind: 'bits',
    field: { mask: 0xffff0000, constant: 'KEXEC_ARCH_MASK' },
    headers: ['linux/kexec.h'],
    names: /^KEXEC_(?:ON_CRASH|PRESERVE_CONTEXT|UPDATE_ELFCOREHDR|CRASH_HOTPLUG_SUPPORT|ARCH_(?!MASK$)\w+)$/,
  },
  { name: 'kexecFile', kind: 'bits', headers: ['linux/kexec.h'], names: /^KEXEC_FILE_\w+$/ },
  { name: 'module', kind: 'bits', headers: ['linux/module.h'], names: /^MODULE_INIT_\w+$/ },
  { name: 'syslog', kind: 'values', headers: ['kernel:linux/syslog.h'], names: /^SYSLOG_ACTION_\w+$/ },
];
