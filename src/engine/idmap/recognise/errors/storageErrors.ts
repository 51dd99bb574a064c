import type { IdKind } from '../../map/NamespaceMaps.ts';
import type { ErrorEntry } from './ErrorEntry.ts';
import type { NextStep } from './Explained.ts';
import { LESSONS } from './lessons.ts';

/** What Podman, Buildah, Docker and containerd say when an image's files have owners that the map lacks. */
export const storageErrors: readonly ErrorEntry[] = [
  {
    phrases: ['insufficient uids or gids available in', 'not be enough ids available in'],
    explain: ({ text }, at) => {
      const found = /\(requested (\d{1,10}):(\d{1,10}) for ([^)]{1,1000})\)/.exec(text.slice(at, at + 1200));
      if (!found) return undefined;
      const [uid, gid, path = ''] = [Number(found[1]), Number(found[2]), found[3]];
      const kind: IdKind = uid >= gid ? 'uid' : 'gid';
      const id = Math.max(uid, gid);
      return {
        code: 'storage-insufficient',
        who: 'the kernel, as Podman unpacked an image',
        says: `The image’s ${path} belongs to uid ${uid} and gid ${gid}, and the user’s namespace has no ${kind} ${id}. ${id < 65536 ? 'A range of 65536 ids would have it.' : `A range of 65536 ends at ${kind} 65535 or 65536.`}`,
        facts: { inside: { uid, gid }, path, kind },
        ask: { kind, side: 'inside', id },
        next: enough(id),
        learn: LESSONS.unmapped,
        source: 'containers/storage 1.57, pkg/idtools/idtools.go, checkChownErr; older releases in the older words',
      };
    },
  },
  {
    phrases: ['increasing the number of subordinate ids'],
    explain: ({ text }, at) => {
      const before = text.slice(Math.max(0, at - 1200), at);
      const found = /failed to Lchown "([^"]{1,1000})" for UID (\d{1,10}), GID (\d{1,10}) \(try $/i.exec(before);
      if (!found) return undefined;
      const [path = '', uid, gid] = [found[1], Number(found[2]), Number(found[3])];
      const kind: IdKind = uid >= gid ? 'uid' : 'gid';
      const id = Math.max(uid, gid);
      return {
        code: 'storage-insufficient',
        who: 'the kernel, as rootless Docker unpacked an image',
        says: `The image’s ${path} belongs to uid ${uid} and gid ${gid}, and the user’s namespace has no ${kind} ${id}. ${id < 65536 ? 'A range of 65536 ids would have it.' : `A range of 65536 ends at ${kind} 65536.`}`,
        facts: { inside: { uid, gid }, path, kind },
        ask: { kind, side: 'inside', id },
        next: [
          { why: 'See what the user is lent, in both files.', command: 'grep "^USER:" /etc/subuid /etc/subgid' },
          {
            why: `As root, lend a range that nobody else has, in both files: with the user’s own id it needs ${id} ids at least.`,
            command: 'sudo usermod --add-subuids FIRST-LAST --add-subgids FIRST-LAST USER',
          },
          {
            why: 'RootlessKit reads the files when it starts, as that user.',
            command: 'systemctl --user restart docker',
          },
        ],
        learn: LESSONS.unmapped,
        source: 'moby 26.1.5, pkg/archive/archive.go, createTarFile',
      };
    },
  },
  {
    phrases: ['container id '],
    explain: ({ text, small }, at) => {
      const found = /^container ID (\d{1,10}) cannot be mapped to a host ID/i.exec(text.slice(at, at + 80));
      if (!found) return undefined;
      const id = Number(found[1]);
      const ofPod = small.includes('kubelet') || small.includes('containerd');
      const ofDocker = /\bdocker|failed to register layer/.test(small);
      return {
        code: 'storage-no-host-id',
        who: ofDocker ? 'dockerd, unpacking an image' : 'the engine, before it asked the kernel',
        says: `Something in the container is to belong to id ${id}, and no extent of its map has that. ${id >= 65536 ? 'A map of 65536 ids ends at 65535.' : 'The map has a hole there, or is shorter.'}`,
        facts: { inside: { uid: id } },
        ask: { kind: 'uid', side: 'inside', id },
        next: ofPod
          ? [
              {
                why: 'A Pod with hostUsers: false has 65536 ids. See that runAsUser, runAsGroup, fsGroup and the image’s own user are below.',
                command: 'kubectl get pod POD -o yaml',
              },
              ...enough(id),
            ]
          : ofDocker
            ? enoughForDocker(id)
            : enough(id),
        learn: LESSONS.unmapped,
        source: 'moby 26.1.5 and containers/storage 1.57, pkg/idtools/idtools.go, ToHost',
      };
    },
  },
  {
    phrases: ['not enough unused ids in user namespace'],
    explain: () => ({
      code: 'userns-auto',
      who: 'Podman, choosing ids for --userns=auto',
      says: 'The ids left over by other containers are fewer than the new container wants.',
      facts: {},
      next: [
        {
          why: 'See what the user has, and what other containers hold.',
          command: 'podman unshare cat /proc/self/uid_map',
        },
        {
          why: 'Ask for fewer ids with --userns=auto:size=1024, or lend more. Root’s own come from the line of the user “containers”.',
          command: 'grep containers /etc/subuid /etc/subgid',
        },
      ],
      learn: LESSONS.rootless,
      source: 'containers/storage 1.57, types/errors.go, ErrNoAvailableIDs',
    }),
  },
];

/** dockerd --userns-remap reads the files when it starts, and lays the ranges of the remap user end to end. */
function enoughForDocker(id: number): NextStep[] {
  return [
    {
      why: `See what the remap user is lent, in both files: together more than ${id} ids are needed.`,
      command: 'grep "^dockremap:" /etc/subuid /etc/subgid',
    },
    {
      why: 'As root, lend that user further ids that nobody else has. They follow inside on those there are.',
      command: 'usermod --add-subuids FIRST-LAST --add-subgids FIRST-LAST dockremap',
    },
    { why: 'dockerd reads the files when it starts.', command: 'systemctl restart docker' },
    { why: 'Or choose an image whose files have lower owners: such an id is mostly that of the one who built it.' },
  ];
}

/** Ways to have the id. */
function enough(id: number): NextStep[] {
  return [
    {
      why: `See the map: the first and the third number of a line have to reach beyond ${id}.`,
      command: 'podman unshare cat /proc/self/uid_map /proc/self/gid_map',
    },
    { why: 'See what the user is lent, in both files.', command: 'grep "^USER:" /etc/subuid /etc/subgid' },
    ...(id < 65536
      ? [
          {
            why: 'As root, lend a range that nobody else has, in both files.',
            command: 'sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 USER',
          },
        ]
      : [
          {
            why: `Lend more, or choose an image whose files have lower owners. The range needs ${id + 1} ids at least.`,
          },
        ]),
    { why: 'Podman keeps its namespace until told: let it see the new lines.', command: 'podman system migrate' },
  ];
}
