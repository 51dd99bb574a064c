import type { ErrorEntry, Explanation, Message, NextStep } from '../../../messages/index.ts';
import { fileWord, shell } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import { MIGRATE, MIGRATE_STOPS } from '../../podman/migrate.ts';
import { assignFreeRange, CURRENT_USER, UNLISTED } from '../../subid/assignCommands.ts';
import { SUBID_COUNT } from '../../subid/findFreeSubids.ts';
import { aboutHighId, HIGH_ID, wholeRanges } from './aboutHighId.ts';
import { LESSONS } from './lessons.ts';
import { PODMAN_RUN, sourceOf } from './sources.ts';

/** What Podman, Buildah, Docker and containerd say when an image's files have owners that the map lacks. */
export const storageErrors: readonly ErrorEntry[] = [
  {
    code: 'storage-insufficient',
    title: '`potentially insufficient UIDs or GIDs available in user namespace`',
    layer: 'id-map',
    examples: [
      'Error: writing blob: adding layer with blob "sha256:3331450fb84fde695e565405a554d5cf213a33826da197b29aabde08be012f8b": Error processing tar file(exit status 1): potentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/gshadow): Check /etc/subuid and /etc/subgid: lchown /etc/gshadow: invalid argument',
      'there might not be enough IDs available in the namespace (requested 0:22 for /run/utmp): lchown /run/utmp: invalid argument',
      'failed to register layer: failed to Lchown "/etc/gshadow" for UID 0, GID 42 (try increasing the number of subordinate IDs in /etc/subuid and /etc/subgid): lchown /etc/gshadow: invalid argument',
    ],
    sources: [
      sourceOf('storage', 'pkg/idtools/idtools.go', 'checkChownErr'),
      sourceOf('moby', 'pkg/archive/archive.go', 'createTarFile'),
      { title: 'podman issue 12715', url: 'https://github.com/podman-container-tools/podman/issues/12715' },
      {
        title: 'podman issue 11399: an image with a UID above 65536',
        url: 'https://github.com/podman-container-tools/podman/issues/11399',
      },
      {
        title: 'podman issue 3421: enough IDs, and only podman system migrate was missing',
        url: 'https://github.com/podman-container-tools/podman/issues/3421',
      },
      {
        title: 'containers/storage pull request 1155, February 2022: podman system migrate',
        url: 'https://github.com/containers/storage/pull/1155',
      },
      {
        title: 'containers/storage pull request 747, October 2020: the newer words',
        url: 'https://github.com/containers/storage/pull/747',
      },
    ],
    phrases: [
      'insufficient uids or gids available in',
      'not be enough ids available in',
      'increasing the number of subordinate ids',
      ...HIGH_ID,
    ],
    explain: (message, at) =>
      message.small.startsWith('increasing', at)
        ? dockerLacks(message, at)
        : (podmanLacks(message, at) ?? aboutHighId(message, at)),
  },
  {
    code: 'storage-no-host-id',
    title: '`Container ID … cannot be mapped to a host ID`',
    layer: 'id-map',
    examples: [
      'docker: failed to register layer: Error processing tar file(exit status 1): Container ID 197609 cannot be mapped to a host ID.',
    ],
    sources: [
      sourceOf('moby', 'pkg/idtools/idtools.go', 'ToHost'),
      sourceOf('storage', 'pkg/idtools/idtools.go', 'ToHost'),
    ],
    phrases: ['container id '],
    explain: ({ text, small }, at) => {
      const found = /^container ID (\d{1,10}) cannot be mapped to a host ID/i.exec(text.slice(at, at + 80));
      if (!found) return undefined;
      const id = Number(found[1]);
      const ofPod = small.includes('kubelet') || small.includes('containerd');
      const ofDocker = /\bdocker|failed to register layer/.test(small);
      return {
        who: ofDocker ? 'dockerd, unpacking an image' : 'the engine, before it asked the kernel',
        says: `A file in the container should belong to ID ${id}, which the map does not have. ${id >= 65536 ? 'A map of 65536 IDs ends at 65535.' : 'The map has a gap there, or is shorter.'}`,
        facts: { inside: { uid: id } },
        ask: { kind: 'uid', side: 'inside', id },
        next: ofPod
          ? [
              {
                why: 'A Pod with hostUsers: false has 65536 IDs. Check that runAsUser, runAsGroup, fsGroup and the image’s own user are below that.',
                command: 'kubectl get pod POD -o yaml',
              },
              ...enough(id),
            ]
          : ofDocker
            ? enoughForDocker(id)
            : enough(id),
        learn: LESSONS.unmapped,
      };
    },
  },
  {
    code: 'storage-lchown',
    title: '`lchown …: invalid argument`, as an image is unpacked',
    layer: 'id-map',
    examples: [
      'failed to register layer: ApplyLayer exit status 1 stdout:  stderr: lchown /usr/local/bin/docker-credential-gcr: invalid argument',
      'docker: failed to register layer: Error processing tar file(exit status 1): lchown /usr/bin/etcd: invalid argument.',
      'ERROR: failed to register layer: ApplyLayer exit status 1 stdout:  stderr: lchown /app: invalid argument',
    ],
    sources: [
      { title: 'moby issue 43576: rootless Docker', url: 'https://github.com/moby/moby/issues/43576' },
      { title: 'rancher issue 24910: Docker in Proxmox', url: 'https://github.com/rancher/rancher/issues/24910' },
      sourceOf('linux', 'fs/open.c', 'chown_common'),
    ],
    phrases: ['lchown /'],
    explain: ({ text }, at) => {
      const path = /^lchown (\/[^:]{0,500}): invalid argument/i.exec(text.slice(at, at + 540))?.[1];
      return path === undefined ? undefined : unpacked(path);
    },
  },
  {
    code: 'userns-auto',
    title: '`not enough unused IDs in user namespace`',
    layer: 'subid',
    examples: ['Error: creating container storage: not enough unused IDs in user namespace'],
    sources: [sourceOf('storage', 'types/errors.go', 'ErrNoAvailableIDs'), PODMAN_RUN],
    phrases: ['not enough unused ids in user namespace'],
    explain: () => ({
      who: 'Podman, choosing IDs for --userns=auto',
      says: 'Other containers use so many IDs that too few are left for the new one.',
      next: [
        { why: 'Check which IDs the user has.', command: 'podman unshare cat /proc/self/uid_map' },
        {
          why: 'Use fewer IDs with --userns=auto:size=1024, or assign more. Rootful Podman uses the lines of the user “containers”.',
          command: 'grep containers /etc/subuid /etc/subgid',
          fixes: true,
        },
      ],
      learn: LESSONS.rootless,
    }),
  },
];

/** Docker names the file and not its owner, unless it is rootless and new. */
const unpacked = (path: string): Explanation => ({
  who: 'the kernel, as the engine unpacked an image',
  says: `In the image, ${path} belongs to a user or group that the engine’s map lacks, so the kernel returns EINVAL. The message does not name the owner; with the usual 65536 IDs it is above 65535.`,
  facts: { path },
  next: [
    {
      why: 'See whether Docker is rootless or remaps (name=userns), and how many IDs it has: the sum of the third numbers. In an LXC container, these are that container’s.',
      command: "docker info --format '{{.SecurityOptions}}'; cat /proc/self/uid_map",
    },
    {
      why: 'On a machine whose Docker does neither, see the file’s owner.',
      command: shell`docker run --rm --entrypoint ls IMAGE -ln ${fileWord(path) ?? 'PATH'}`,
    },
    {
      why: 'Use an image whose files have lower owners, or build it that way: such a high ID is usually that of the person who built it.',
      command: 'COPY --chown=0:0 . /app',
      fixes: true,
    },
    {
      why: 'Or give the engine more IDs than the owner’s number. For rootless Docker and userns-remap, assign them in /etc/subuid and /etc/subgid; for Docker in LXC or Proxmox, in the container’s lxc.idmap.',
      fixes: true,
    },
  ],
  learn: LESSONS.unmapped,
});

/** Podman and Buildah name the owner and the file. */
function podmanLacks({ text }: Message, at: number): Explanation | undefined {
  const found = /\(requested (\d{1,10}):(\d{1,10}) for ([^)]{1,1000})\)/.exec(text.slice(at, at + 1200));
  if (!found) return undefined;
  const [uid, gid, path = ''] = [Number(found[1]), Number(found[2]), found[3]];
  const kind: IdKind = uid >= gid ? 'uid' : 'gid';
  const id = Math.max(uid, gid);
  return {
    who: 'the kernel, as Podman unpacked an image',
    says: `${path} in the image belongs to UID ${uid} and GID ${gid}, but the user’s namespace has no ${kind.toUpperCase()} ${id}. ${id < 65536 ? 'A range of 65536 IDs would have it.' : `A range of 65536 IDs ends at ${kind.toUpperCase()} 65535 or 65536.`}`,
    facts: { inside: { uid, gid }, path, kind },
    ask: { kind, side: 'inside', id },
    next: enough(id),
    versions:
      'Podman 3.0 and newer; before October 2020 the words were “there might not be enough IDs available in the namespace”. The advice to run podman system migrate dates from February 2022.',
    learn: LESSONS.unmapped,
  };
}

/** Rootless Docker does so before the advice that it gives. */
function dockerLacks({ text }: Message, at: number): Explanation | undefined {
  const before = text.slice(Math.max(0, at - 1200), at);
  const found = /failed to Lchown "([^"]{1,1000})" for UID (\d{1,10}), GID (\d{1,10}) \(try $/i.exec(before);
  if (!found) return undefined;
  const [path = '', uid, gid] = [found[1], Number(found[2]), Number(found[3])];
  const kind: IdKind = uid >= gid ? 'uid' : 'gid';
  const id = Math.max(uid, gid);
  return {
    who: 'the kernel, as rootless Docker unpacked an image',
    says: `${path} in the image belongs to UID ${uid} and GID ${gid}, but the user’s namespace has no ${kind.toUpperCase()} ${id}. ${id < 65536 ? 'A range of 65536 IDs would have it.' : `A range of 65536 IDs ends at ${kind.toUpperCase()} 65536.`}`,
    facts: { inside: { uid, gid }, path, kind },
    ask: { kind, side: 'inside', id },
    next: [
      {
        why: 'Check which ranges are assigned to the user, in both files.',
        command: 'grep "^USER:" /etc/subuid /etc/subgid',
      },
      {
        why: `Assign a free range in both files; together with the user’s own ID, ${id} more ${id === 1 ? 'ID is' : 'IDs are'} needed. ${UNLISTED}`,
        command: assignFreeRange(CURRENT_USER, wholeRanges(id)),
        fixes: true,
      },
      {
        why: 'RootlessKit reads the files when it starts, as that user.',
        command: 'systemctl --user restart docker',
        fixes: true,
      },
    ],
    learn: LESSONS.unmapped,
  };
}

/** dockerd --userns-remap reads the files when it starts, and lays the ranges of the remap user end to end. */
function enoughForDocker(id: number): NextStep[] {
  return [
    {
      why: `Check which ranges are assigned to the remap user, in both files: together more than ${id} IDs are needed.`,
      command: 'grep "^dockremap:" /etc/subuid /etc/subgid',
    },
    {
      why: `Assign a further free range in both files; its IDs follow those that the containers have. ${UNLISTED}`,
      command: assignFreeRange('dockremap', wholeRanges(id)),
      fixes: true,
    },
    {
      why: 'dockerd reads the files when it starts.',
      command: 'sudo systemctl restart docker',
      fixes: true,
    },
    {
      why: 'Or use an image whose files have lower owners: such a high ID is usually that of the person who built it.',
      fixes: true,
    },
  ];
}

/** Ways to have the id. */
function enough(id: number): NextStep[] {
  return [
    {
      why: `Check the ranges. In the two maps, the first plus the third number of a line must be above ${id}; in the two files, the last number.`,
      command: 'podman unshare cat /proc/self/uid_map /proc/self/gid_map; grep "^$USER:" /etc/subuid /etc/subgid',
    },
    {
      why: `If both files have enough IDs and the map does not, make Podman use them. ${MIGRATE_STOPS}`,
      command: MIGRATE,
      fixes: true,
    },
    {
      why: `Otherwise assign a free range in both files, then run ${MIGRATE}. Run the commands once: each run assigns another range.${id < SUBID_COUNT ? '' : ' Or use an image whose files have lower owners.'} ${UNLISTED}`,
      command: assignFreeRange(CURRENT_USER, wholeRanges(id)),
      fixes: true,
    },
  ];
}
