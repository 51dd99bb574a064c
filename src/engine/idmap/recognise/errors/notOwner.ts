import type { Cause, ErrorFacts, Explanation, Message, NextStep } from '../../../messages/index.ts';
import { LESSONS } from './lessons.ts';

/** What was to be changed: the owner needs CAP_CHOWN; the mode, and times by number, the file's own user or CAP_FOWNER. */
type Tool = 'chown' | 'tar' | 'cpio' | 'chmod';

/** Who refuses a new owner or a new mode of a file, the likeliest first (fs/attr.c, setattr_prepare). */
export function notOwner(tool: Tool, facts: ErrorFacts, { small }: Message): Explanation {
  const isMode = tool === 'chmod';
  const file = facts.path ?? 'the file';
  return {
    who: `the kernel, to ${tool}`,
    says: isMode
      ? `The process does not own ${file}, or its owner is not in the map (it shows as 65534 in the container). Only the owner, and root with CAP_FOWNER over a file whose user and group are both mapped, may change its mode or its times.`
      : `${facts.path ?? 'The file'} belongs to a user or group that is not in the map (it shows as 65534 in the container), or the caller lacks CAP_CHOWN. The container’s root may change an owner only if the file’s user and group are both mapped.`,
    facts,
    next: [
      { why: 'In the container, check the owner; 65534 means not mapped.', command: 'id; ls -ldn PATH' },
      { why: 'Check the real owner on the host, and change it there.', command: 'ls -ldn HOST_PATH' },
      {
        why: 'On NFS the server may be the cause: with root_squash, root is nobody there, whatever the map.',
        command: 'findmnt -T PATH',
      },
    ],
    causes: inOrder(small, [
      ...(isMode ? [otherUser(small), unmapped(tool)] : [unmapped(tool), noCapability(tool)]),
      fileSystem(isMode ? 'mode' : 'owner', small),
    ]),
    learn: LESSONS.nobody,
  };
}

/** Who just made a file owns it, and dockerd has every capability: there only the file system is left. So it is on a drive of Windows. */
const inOrder = (small: string, causes: readonly Cause[]): Cause[] =>
  /\.lock failed|core\.filemode|\/mnt\/[a-z]\/|\/volumes\/\S+\/_data/.test(small) ? [...causes].reverse() : [...causes];

const GIVE_FOLDER: NextStep = {
  why: 'On the host, give the folder to the UID that the process has there. Only this folder, and only if nobody else uses it.',
  command: 'sudo chown -R HOST_UID:HOST_GID HOST_PATH',
};

/** Docker copies the image's directory, its owner and mode into an empty volume (docs.docker.com, Volumes). */
const NAMED_VOLUME: NextStep = {
  why: 'Or use a named volume: Docker and Podman give an empty one the owner and mode of the image’s directory.',
  command: 'docker run -v NAME:PATH IMAGE',
};

/** PostgreSQL's image says so of volumes that it can't chown (docker-library/docs, postgres, PGDATA); tried with initdb 17. */
const PGDATA: NextStep = {
  why: 'Or let initdb make a directory of its own below the mount, if the process may write there: initdb then owns it.',
  command: 'docker run -e PGDATA=PATH/pgdata -v HOST_PATH:PATH postgres',
};

function otherUser(small: string): Cause {
  const isPostgres = /initdb|postgres/.test(small);
  return {
    layer: 'file-mode',
    who: 'the kernel, to chmod: the file belongs to another user',
    says: `Only the owner of a file, and root with CAP_FOWNER, may change its mode or its times. The process runs as another user: with -u, USER or runAsUser, or because the ${isPostgres ? 'image switches to the user postgres' : 'program switches users itself'}.`,
    tells: {
      why: 'In the container: the owner is not the UID of the process, and is not 65534.',
      command: 'id -u; ls -ldn PATH',
    },
    fixes: [GIVE_FOLDER, ...(isPostgres ? [PGDATA] : []), NAMED_VOLUME],
  };
}

const unmapped = (tool: Tool): Cause => ({
  layer: 'id-map',
  who: `the kernel, to ${tool}: the owner is not in the map`,
  says: 'Capabilities count for a file only if its user and its group are both mapped. In the container, an unmapped owner shows as 65534.',
  tells: { why: 'The owner or the group is 65534.', command: 'ls -ldn PATH' },
  fixes: [
    {
      why: 'On the host, give the file to the host ID of the container’s user, which the UID map shows.',
      command: 'sudo chown HOST_UID:HOST_GID HOST_PATH',
    },
    {
      why: 'Rootless Podman can do it with the IDs of the container.',
      command: 'podman unshare chown UID:GID HOST_PATH',
    },
  ],
});

const noCapability = (tool: Tool): Cause => ({
  layer: 'capability',
  who: `the kernel, to ${tool}: the process has no CAP_CHOWN`,
  says: 'Only root with CAP_CHOWN may give files away. Options such as -u and --cap-drop remove the capability.',
  tells: {
    why: 'The owner is mapped, but the UID is not 0, or capsh --decode= shows no cap_chown in CapEff.',
    command: 'id -u; grep CapEff /proc/self/status',
  },
  fixes: [
    {
      why: 'Run that step as root, or leave out --cap-drop.',
      command: 'docker run --user 0 --cap-add CHOWN IMAGE',
    },
  ],
});

/** moby issue 34543. */
const NO_COPY: NextStep = {
  why: 'For a named volume on NFS, stop Docker from copying the image’s files and owner into it.',
  command: 'docker run -v NAME:PATH:nocopy IMAGE',
};

/** exports(5), root_squash; learn.microsoft.com, File permissions for WSL; fs/fat/file.c, fat_setattr. */
const fileSystem = (changes: 'owner' | 'mode', small: string): Cause => ({
  layer: 'file-mode',
  who: 'the NFS server, or a file system without owners',
  says: `With root_squash, the default of an NFS export, root is nobody on the server, whatever the map. FAT, and a Windows drive in WSL that is mounted without “metadata”, store no Linux ${changes}.`,
  tells: {
    why: 'The file system is nfs, nfs4, vfat, exfat, drvfs or 9p.',
    command: 'findmnt -T PATH -o FSTYPE,SOURCE',
  },
  fixes: [
    { why: `On NFS, change the ${changes} on the server, and run the container as that user.` },
    ...(small.includes('/_data') ? [NO_COPY] : []),
    { why: 'Keep the data on a Linux file system; in WSL, below your home instead of /mnt/c.' },
  ],
});
