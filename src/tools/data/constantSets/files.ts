import type { SetSpec } from './SetSpec.ts';

const FCNTL = ['asm/fcntl.h'];
const AT = ['linux/fcntl.h'];
const FS = ['linux/fs.h'];
const MOUNT = ['linux/mount.h'];

/** What calls on files, file descriptors and mounts are asked with. */
export const FILE_SETS: readonly SetSpec[] = [
  {
    name: 'open',
    kind: 'bits',
    field: { mask: 3, constant: 'O_ACCMODE' },
    headers: FCNTL,
    names: /^O_(?!ACCMODE$|NDELAY$)\w+$/,
  },
  { name: 'pipe', kind: 'bits', headers: FCNTL, names: /^O_(?:CLOEXEC|DIRECT|NONBLOCK)$/ },
  { name: 'closeOnExec', kind: 'bits', headers: FCNTL, names: /^O_CLOEXEC$/ },
  { name: 'unloadModule', kind: 'bits', headers: FCNTL, names: /^O_(?:NONBLOCK|TRUNC)$/ },
  {
    name: 'mode',
    kind: 'bits',
    field: { mask: 0o170000, constant: 'S_IFMT' },
    headers: ['linux/stat.h'],
    names: /^S_I(?:F(?!MT$)\w+|SUID|SGID|SVTX|[RWX](?:USR|GRP|OTH))$/,
  },
  { name: 'dirfd', kind: 'values', headers: AT, names: /^AT_FDCWD$/ },
  {
    name: 'at',
    kind: 'bits',
    headers: AT,
    names:
      /^AT_(?:SYMLINK_NOFOLLOW|SYMLINK_FOLLOW|NO_AUTOMOUNT|EMPTY_PATH|STATX_FORCE_SYNC|STATX_DONT_SYNC|RECURSIVE)$/,
  },
  { name: 'unlinkat', kind: 'bits', headers: AT, names: /^AT_REMOVEDIR$/ },
  { name: 'faccessat', kind: 'bits', headers: AT, names: /^AT_(?:EACCESS|SYMLINK_NOFOLLOW|EMPTY_PATH)$/ },
  {
    name: 'handle',
    kind: 'bits',
    headers: AT,
    names: /^AT_(?:SYMLINK_FOLLOW|EMPTY_PATH|HANDLE_FID|HANDLE_MNT_ID_UNIQUE)$/,
  },
  { name: 'statxMask', kind: 'bits', headers: ['linux/stat.h'], names: /^STATX_(?!ATTR_|_RESERVED$|ALL$)\w+$/ },
  { name: 'rename', kind: 'bits', headers: FS, names: /^RENAME_\w+$/ },
  { name: 'seek', kind: 'values', headers: FS, names: /^SEEK_(?!MAX$)\w+$/ },
  { name: 'readWrite', kind: 'bits', headers: FS, names: /^RWF_(?!SUPPORTED$)\w+$/ },
  { name: 'syncRange', kind: 'bits', headers: FS, names: /^SYNC_FILE_RANGE_(?!WRITE_AND_WAIT$)\w+$/ },
  { name: 'fallocate', kind: 'bits', headers: ['linux/falloc.h'], names: /^FALLOC_FL_\w+$/ },
  { name: 'splice', kind: 'bits', headers: ['kernel:linux/splice.h'], names: /^SPLICE_F_(?!ALL$)\w+$/ },
  { name: 'xattr', kind: 'bits', headers: ['linux/xattr.h'], names: /^XATTR_(?:CREATE|REPLACE)$/ },
  { name: 'closeRange', kind: 'bits', headers: ['linux/close_range.h'], names: /^CLOSE_RANGE_\w+$/ },
  { name: 'flock', kind: 'bits', headers: FCNTL, names: /^LOCK_(?:SH|EX|NB|UN)$/ },
  {
    name: 'fcntl',
    kind: 'values',
    headers: AT,
    names: /^F_(?!LINUX_SPECIFIC_BASE$|SEAL_|OWNER_)(?:[A-Z]+_|GET|SET|DUP|CANCEL|NOTIFY|CREATED)\w*$/,
  },
  { name: 'descriptorFlag', kind: 'bits', headers: FCNTL, names: /^FD_CLOEXEC$/ },
  { name: 'seal', kind: 'bits', headers: AT, names: /^F_SEAL_\w+$/ },
  { name: 'lease', kind: 'values', headers: FCNTL, names: /^F_(?:RDLCK|WRLCK|UNLCK)$/ },
  { name: 'mount', kind: 'bits', headers: MOUNT, names: /^MS_(?!RMT_MASK$|MGC_|VERBOSE$)\w+$/ },
  {
    name: 'umount',
    kind: 'bits',
    headers: ['kernel:linux/fs.h'],
    names: /^(?:MNT_(?:FORCE|DETACH|EXPIRE)|UMOUNT_NOFOLLOW)$/,
  },
  {
    name: 'openTree',
    kind: 'bits',
    headers: [...MOUNT, ...AT],
    names: /^(?:OPEN_TREE_\w+|AT_(?:SYMLINK_NOFOLLOW|NO_AUTOMOUNT|EMPTY_PATH|RECURSIVE))$/,
  },
  { name: 'moveMount', kind: 'bits', headers: MOUNT, names: /^MOVE_MOUNT_(?!_MASK$)\w+$/ },
  { name: 'fsopen', kind: 'bits', headers: MOUNT, names: /^FSOPEN_\w+$/ },
  { name: 'fspick', kind: 'bits', headers: MOUNT, names: /^FSPICK_\w+$/ },
  { name: 'fsconfig', kind: 'values', headers: MOUNT, names: /^FSCONFIG_\w+$/ },
  { name: 'fsmount', kind: 'bits', headers: MOUNT, names: /^FSMOUNT_\w+$/ },
  { name: 'mountAttribute', kind: 'bits', headers: MOUNT, names: /^MOUNT_ATTR_(?!_ATIME$|RELATIME$|SIZE_VER0$)\w+$/ },
  { name: 'listmount', kind: 'bits', headers: MOUNT, names: /^LISTMOUNT_\w+$/ },
  { name: 'swapon', kind: 'bits', headers: ['kernel:linux/swap.h'], names: /^SWAP_FLAG_(?:PREFER|DISCARD\w*)$/ },
];
