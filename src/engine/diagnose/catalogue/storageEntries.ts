import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { manual, page, seen, thread } from './sources.ts';

const VOLUME_FOR_STORAGE = {
  why: 'Give the inner engine a volume for its storage, so that its layers are not on the outer container’s overlay.',
  command: 'podman run -v storage:/home/podman/.local/share/containers --device /dev/fuse IMAGE',
  fixes: true,
} as const;
const FUSE = page('fuse-overlayfs', 'https://github.com/containers/fuse-overlayfs');

/** Where a rootless or nested engine keeps its layers and its state. */
export const storageEntries: readonly ErrorEntry[] = [
  entry({
    code: 'whiteout-refused',
    title: '`failed to convert whiteout file … operation not permitted`',
    layer: 'kernel',
    examples: [
      'failed to convert whiteout file "usr/local/lib/python3.11/site-packages/pip/_internal/utils/.wh.models.py": operation not permitted: unknown',
      'Error processing tar file(exit status 1): operation not permitted',
    ],
    sources: [
      thread('containers/storage', 1095),
      thread('podman-container-tools/buildah', 1745),
      thread('beclab/Olares', 945),
      thread('systemd/systemd', 16721, 'whiteouts since Linux 5.8'),
    ],
    phrases: ['failed to convert whiteout file', 'processing tar file(exit status 1): operation not permitted'],
    who: 'the kernel, as the engine unpacked a layer',
    says: 'A layer that deletes files has whiteouts, device nodes 0:0. Nobody can create one through a mounted overlay, so an engine whose storage lies on another container’s overlay fails. On an older kernel, so does an unprivileged user.',
    versions: 'Unprivileged users may create whiteouts on other file systems since Linux 5.8.',
    next: [
      {
        why: 'See the file system below the storage: overlay confirms it.',
        command: 'findmnt -T ~/.local/share/containers -o FSTYPE; uname -r',
      },
      VOLUME_FOR_STORAGE,
      {
        why: 'Or use fuse-overlayfs (mount_program in storage.conf), or the vfs driver, which copies every layer.',
        fixes: true,
      },
    ],
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'overlay-on-overlay',
    title: "`'overlay' is not supported over overlayfs`",
    layer: 'kernel',
    examples: [
      "Error: 'overlay' is not supported over overlayfs, a mount_program is required: backing file system is unsupported for this graph driver",
      "ERRO[0000] 'overlay' is not supported over overlayfs",
      'level=error msg="failed to mount overlay: operation not permitted" storage-driver=overlay2',
      'Error: cannot mount using driver overlay in rootless mode. You need to run it in a `podman unshare` session',
    ],
    sources: [
      thread('podman-container-tools/buildah', 867),
      thread('podman-container-tools/podman', 8795),
      thread('podman-container-tools/podman', 2739),
      thread('rootless-containers/rootlesscontaine.rs', 27, 'Linux 5.11'),
      FUSE,
    ],
    phrases: [
      "'overlay' is not supported over",
      'failed to mount overlay: operation not permitted',
      'cannot mount using driver overlay in rootless mode',
    ],
    reads: ({ small }) =>
      small.includes('in rootless mode')
        ? {
            who: 'Podman or Buildah',
            says: 'podman mount shows a container’s files in the user’s namespace only, not on the host.',
            next: [
              { why: 'See them in that namespace.', command: 'podman unshare', fixes: true },
              { why: 'Or copy what you need.', command: 'podman cp CONTAINER:/path .', fixes: true },
            ],
          }
        : {},
    who: 'the kernel, or the engine before it asks the kernel',
    says: 'An overlay cannot have its upper layer on another overlay, and a container’s own files are on one. In a user namespace, older kernels mount no overlay at all.',
    versions: 'Overlays in a user namespace since Linux 5.11; before, fuse-overlayfs.',
    next: [
      {
        why: 'See the file system below the storage, and the kernel.',
        command: 'findmnt -T /var/lib/containers -o FSTYPE; uname -r',
      },
      VOLUME_FOR_STORAGE,
    ],
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'fuse-missing',
    title: '`fuse-overlayfs: cannot mount`, `/dev/fuse: No such file`',
    layer: 'engine',
    examples: [
      "fuse: device not found, try 'modprobe fuse' first",
      'fusermount3: mount failed: Operation not permitted',
      'fuse-overlayfs: cannot mount: Operation not permitted',
      'open /dev/fuse: no such file or directory',
    ],
    sources: [thread('podman-container-tools/podman', 5732), FUSE, manual('fuse', 4)],
    phrases: [
      'fuse: device not found',
      'fusermount3: mount failed',
      'fusermount: mount failed',
      'fuse-overlayfs: cannot mount',
      '/dev/fuse: no such file',
      '/dev/fuse: operation not permitted',
    ],
    who: 'the outer container: it has no /dev/fuse, or its filter refuses mount',
    says: 'FUSE needs the device /dev/fuse, which Docker, Podman and Kubernetes give to no container by default, and the call mount in a user namespace.',
    next: [
      {
        why: 'In the container, see whether the device is there, and whether a filter is active.',
        command: 'ls -l /dev/fuse; grep Seccomp: /proc/self/status',
      },
      { why: 'Pass the device.', command: 'podman run --device /dev/fuse IMAGE', fixes: true },
      {
        why: 'With Linux 5.11 and newer on the host, native overlay needs no FUSE: give the storage a volume.',
        command: 'podman run -v storage:/home/podman/.local/share/containers IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'runtime-dir',
    title: '`mkdir /run/user/0/libpod: permission denied`',
    layer: 'file-mode',
    examples: [
      'Error: could not get runtime: error generating default config from memory: cannot mkdir /run/user/0/libpod: mkdir /run/user/0/libpod: permission denied',
      'creating events dirs: mkdir /run/user/1000/libpod: permission denied',
      'Failed to obtain podman configuration: mkdir /run/user/1000/libpod: permission denied',
      'XDG_RUNTIME_DIR directory "/run/user/1000" is not owned by the current user',
      'XDG_RUNTIME_DIR needs to be set and writable',
    ],
    sources: [
      thread('podman-container-tools/podman', 5049),
      thread('podman-container-tools/podman', 8052),
      thread('podman-container-tools/podman', 13338),
      thread('containers/common', 422),
      seen('Podman 5.4.2'),
    ],
    phrases: ['mkdir /run/user/', '" is not owned by the current user', 'xdg_runtime_dir needs to be set'],
    beside: ['permission denied', 'xdg_runtime_dir'],
    reads: ({ text }) => {
      const uid = /\/run\/user\/(\d{1,10})/.exec(text)?.[1];
      return uid === undefined
        ? {}
        : {
            says: `/run/user/${uid} is the directory of UID ${uid}. Either the command ran as another user, because su and sudo pass XDG_RUNTIME_DIR on, or no session of UID ${uid} has created the directory.`,
            facts: { path: `/run/user/${uid}` },
          };
    },
    who: 'the kernel: the directory is another user’s',
    says: 'XDG_RUNTIME_DIR names another user’s directory: su and sudo pass it on.',
    versions:
      'Podman 3.0 and 4.3 say “is not owned by the current user”, 5.4 only “permission denied” (seen in 3.0.1, 4.3.1 and 5.4.2).',
    next: [
      { why: 'Compare your UID with the number in the path.', command: 'id -u; echo $XDG_RUNTIME_DIR' },
      {
        why: 'Switch to the user in a new session; machinectl is in the package systemd-container.',
        command: 'sudo machinectl shell USER@',
        fixes: true,
      },
      {
        why: 'For services and cron, as that user: let the user’s systemd run without a login, and set XDG_RUNTIME_DIR.',
        command: 'sudo loginctl enable-linger "$(id -un)"; export XDG_RUNTIME_DIR=/run/user/$(id -u)',
        fixes: true,
      },
    ],
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'chown-by-maps',
    title: '`storage-chown-by-maps: lchown …: invalid argument`',
    layer: 'id-map',
    examples: [
      'Error: creating container storage: creating an ID-mapped copy of layer "8f68f85010b2": error during chown: storage-chown-by-maps: lchown bin: invalid argument: exit status 1',
    ],
    sources: [
      seen('Podman 5.4.2'),
      page(
        'podman-run(1), --uidmap',
        'https://docs.podman.io/en/latest/markdown/podman-run.1.html#uidmap-flags-container-uid-from-uid-amount',
      ),
    ],
    phrases: ['storage-chown-by-maps', 'creating an id-mapped copy of layer'],
    who: 'the kernel, as Podman shifted the image’s files',
    says: 'The map of --uidmap or --gidmap names IDs that the user’s namespace does not have. In rootless Podman its second number counts in that namespace: 0 is you, 1 the first of your range.',
    next: [
      { why: 'List the IDs of that namespace.', command: 'podman unshare cat /proc/self/uid_map' },
      {
        why: 'Use IDs that are listed; with @ Podman takes a host ID (4.7 and newer).',
        command: 'podman run --uidmap 0:1:65536 IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.unmapped,
  }),
];
