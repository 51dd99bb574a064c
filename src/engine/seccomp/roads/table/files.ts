import type { Barrier, Intent } from '../Intent.ts';
import { type Source, thread } from '../Source.ts';
import { capability, denied, has, inPart, kernelFile, manual, rings, step, table, way } from './way.ts';

/** fs/fhandle.c, may_decode_fh: for a directory, one's own user namespace's is enough where that mounted the file system. */
const SEARCH = [inPart(capability('CAP_DAC_READ_SEARCH', manual('open_by_handle_at')))];
const ADMIN = [
  inPart(
    capability(
      'CAP_SYS_ADMIN',
      manual('user_namespaces', 7),
      'The kernel requires CAP_SYS_ADMIN, which a process has in a new user namespace with its own mount namespace, for some file systems.',
    ),
  ),
];
const APPARMOR = denied(
  { engine: 'docker' },
  'Docker’s AppArmor profile denies mount, whatever the capabilities.',
  {
    title: 'moby/profiles, apparmor/template.go',
    url: 'https://github.com/moby/profiles/blob/main/apparmor/template.go',
  },
  'If Docker makes the mount (--tmpfs, --volume, --mount), the container needs no such changes.',
);
/** The others' own profiles have that rule of Docker's; a source that is not theirs tells what it comes to. */
function othersDeny(what: string, source?: Source): readonly Barrier[] {
  const of = (path: string, repository: string) =>
    source ?? { title: `${repository}, ${path}`, url: `https://github.com/${repository}/blob/main/${path}` };
  const common = of('pkg/apparmor/apparmor_linux_template.go', 'containers/common');
  return [
    denied({ engine: 'podman' }, `The AppArmor profile of rootful Podman denies ${what}.`, common),
    denied({ engine: 'cri-o' }, `CRI-O’s AppArmor profile denies ${what}.`, common),
    denied(
      { engine: 'containerd' },
      `containerd’s AppArmor profile denies ${what}.`,
      of('contrib/apparmor/template.go', 'containerd/containerd'),
    ),
  ];
}
const FCHMODAT2: Source = {
  title: 'Linux v6.6-vfs.fchmodat2',
  url: 'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/commit/?id=475d4df82719225510625b4263baa1105665f4b3',
};
const MOVE = thread('lxc/lxc', 4723);
const MOVED = denied(
  { engine: 'docker' },
  'From Linux 6.7 on, Docker’s AppArmor profile also denies move_mount.',
  MOVE,
);
const NEW_API = { barriers: [...ADMIN, MOVED, ...othersDeny('move_mount from Linux 6.7 on', MOVE)], since: '5.2' };
const HANDLE = [step('name_to_handle_at(AT_FDCWD)'), step('open_by_handle_at(3)')];

/** Files and mounts. */
export const FILES: readonly Intent[] = /* @__PURE__ */ table(() => [
  {
    id: 'open-file',
    words: 'open a file, whatever the rule for openat is',
    examples: ['openat(AT_FDCWD, 0, O_RDWR)', 'open(0, O_RDWR)'],
    ways: [
      way(step('openat(AT_FDCWD, 0, O_RDWR)'), 'The kernel opens the file.'),
      way(step('openat2(AT_FDCWD)'), 'The kernel opens the file.', {
        unseen: 'Flags and mode are in memory.',
        since: '5.6',
      }),
      way(step('open(0, O_RDWR)'), 'The kernel opens the file.'),
      way(step('creat(0, S_IRUSR)'), 'The kernel creates or truncates the file and opens it.', {
        sources: [manual('open')],
      }),
      way(HANDLE, 'The kernel opens the file by its handle, without a path.', {
        id: 'open_by_handle_at',
        barriers: SEARCH,
        sources: [manual('open_by_handle_at')],
      }),
      ...rings('IORING_OP_OPENAT and IORING_OP_OPENAT2', '5.6'),
    ],
  },
  {
    id: 'open-by-handle',
    words: 'open a file by its handle, outside the container’s paths',
    examples: ['open_by_handle_at(3)'],
    ways: [way(step('open_by_handle_at(3)'), 'The kernel opens the file by its handle.', { barriers: SEARCH })],
  },
  {
    id: 'setuid-bit',
    words: 'a file that runs as its owner (set-user-ID bit)',
    examples: ['chmod(0, S_ISUID)', 'fchmodat(AT_FDCWD, 0, S_ISUID)'],
    ways: [
      way(step('chmod(0, S_ISUID)', has(1, 'S_ISUID')), 'The kernel sets the bit.'),
      way(step('fchmod(3, S_ISUID)', has(1, 'S_ISUID')), 'The kernel sets the bit.', { sources: [manual('chmod')] }),
      way(step('fchmodat(AT_FDCWD, 0, S_ISUID)', has(2, 'S_ISUID')), 'The kernel sets the bit.', {
        sources: [manual('chmod')],
      }),
      way(step('fchmodat2(AT_FDCWD, 0, S_ISUID)', has(2, 'S_ISUID')), 'The kernel sets the bit.', {
        since: '6.6',
        sinceSource: FCHMODAT2,
        sources: [FCHMODAT2, kernelFile('fs/open.c', 'SYSCALL_DEFINE4(fchmodat2)')],
      }),
      way(
        step('open(0, O_CREAT, S_ISUID)', has(1, 'O_CREAT'), has(2, 'S_ISUID')),
        'The kernel creates a file with the bit.',
      ),
      way(
        step('openat(AT_FDCWD, 0, O_CREAT, S_ISUID)', has(2, 'O_CREAT'), has(3, 'S_ISUID')),
        'The kernel creates a file with the bit.',
      ),
      way(step('openat2(AT_FDCWD)'), 'The kernel creates a file with the bit.', {
        unseen: 'Flags and mode are in memory.',
        since: '5.6',
      }),
      way(step('creat(0, S_ISUID)', has(1, 'S_ISUID')), 'The kernel creates a file with the bit.', {
        sources: [manual('open')],
      }),
      way(step('mknod(0, S_ISUID)', has(1, 'S_ISUID')), 'The kernel creates a file with the bit.'),
      way(step('mknodat(AT_FDCWD, 0, S_ISUID)', has(2, 'S_ISUID')), 'The kernel creates a file with the bit.', {
        sources: [manual('mknod')],
      }),
      ...rings('IORING_OP_OPENAT', '5.6'),
    ],
  },
  {
    id: 'mount',
    words: 'mount a file system',
    examples: ['mount', 'move_mount'],
    ways: [
      way(step('mount'), 'The kernel mounts it.', {
        barriers: [...ADMIN, APPARMOR, ...othersDeny('mount, whatever the capabilities')],
      }),
      way(
        [step('fsopen'), step('fsconfig(3)'), step('fsmount(3)'), step('move_mount(3)')],
        'The kernel mounts it, in four calls.',
        {
          ...NEW_API,
          sources: [
            kernelFile('fs/fsopen.c', 'SYSCALL_DEFINE2(fsopen)'),
            kernelFile('fs/namespace.c', 'SYSCALL_DEFINE5(move_mount)'),
          ],
        },
      ),
      way(
        [step('open_tree(AT_FDCWD, 0, 1)'), step('move_mount(3)')],
        'The kernel mounts an existing mount a second time.',
        {
          ...NEW_API,
          sources: [kernelFile('fs/namespace.c', 'SYSCALL_DEFINE3(open_tree)')],
        },
      ),
    ],
  },
]);
