import {
  assignFreeRange,
  CURRENT_USER,
  type ErrorEntry,
  type Explained,
  LAST_ID,
  type NextStep,
} from '../../idmap/index.ts';
import { shell } from '../../text/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { manual, page, seen, thread } from './sources.ts';

const IDS_AND_RANGE = {
  why: 'Compare your IDs with the range: the first number up to first + second − 1.',
  command: 'id; grep "^$USER:" /etc/subuid /etc/subgid',
} as const;

const MIGRATED = {
  why: 'Then make Podman use the new range. Running containers of that user stop, and its images may have to be pulled again.',
  command: 'podman system migrate',
  fixes: true,
} as const;

/** Takes the range away, and assigns a free one. */
const otherRange = (range: `${number}-${number}` | 'FIRST-LAST', count: number): NextStep[] => [
  {
    why: 'Remove the range from both files, from another account. usermod refuses while USER has a process: log USER out first. Files that containers wrote belong to the range’s IDs: look for such files first.',
    command: shell`sudo usermod --del-subuids ${range} --del-subgids ${range} USER`,
    fixes: true,
  },
  {
    why: 'Assign a range that no account and no other line has. Run the commands once: each run assigns another range.',
    command: assignFreeRange(CURRENT_USER, count),
    fixes: true,
  },
];

/** checkDataDir compares the owner first, and the mode only of a directory whose owner is right. */
const OPEN_TO_OTHERS = {
  says: 'The server starts only if others have no access to its data directory (mode 0700 or 0750). PostgreSQL compares the owner first, so the owner is right, and only the mode is wrong.',
  next: [
    { why: 'In the container, look at the mode.', command: 'ls -ldn PATH' },
    {
      why: 'On the host, remove others’ access to the folder. The owner does not change.',
      command: 'sudo chmod 0700 HOST_PATH',
      fixes: true,
    },
  ],
} satisfies Partial<Explained>;

/** Messages about owners that are not who people expect. */
export const ownerEntries: readonly ErrorEntry[] = [
  entry({
    code: 'own-id-in-range',
    title: '`the specified mapping … in "/etc/subuid" includes the user UID`',
    layer: 'subid',
    examples: [
      'Error: invalid configuration: the specified mapping 100000:65536 in "/etc/subuid" includes the user UID',
      'my uid is within the subuid range',
    ],
    sources: [
      thread('podman-container-tools/podman', 4436),
      thread('podman-container-tools/podman', 5751),
      thread('podman-container-tools/podman', 18388),
      seen('Podman 5.4.2', 'Buildah 1.39', 'RootlessKit 2.0.2'),
    ],
    phrases: [
      'includes the user uid',
      'includes the user gid',
      'uid is within the subuid range',
      'uid within the subuid range',
      'uid is in the subuid range',
      'uid in my subuid range',
      'own uid lies within',
      'uid is in the range of subuids',
    ],
    reads: ({ text }) => {
      const found = /mapping (\d{1,10}):(\d{1,10}) in "(\/etc\/sub[ug]id)"/.exec(text);
      const [start, count] = [Number(found?.[1]), Number(found?.[2])];
      if (!found || start + count - 1 > LAST_ID || count === 0) return {};
      const range = `${start}-${start + count - 1}` as const;
      return {
        next: [IDS_AND_RANGE, ...otherRange(range, count), MIGRATED],
        says: `The range ${start} to ${start + count - 1} in ${found[3]} has your own ID in it. A rootless engine maps your ID to container ID 0 and the range to the IDs after it. The kernel refuses the same host ID twice.`,
        facts: { range: { inside: 1, outside: start, count }, kind: found[3] === '/etc/subgid' ? 'gid' : 'uid' },
      };
    },
    who: 'Podman, before it asks newuidmap',
    says: 'Your own ID lies within the range that /etc/subuid or /etc/subgid assigns to you. A rootless engine maps your ID to container ID 0 and the range to the IDs after it. The kernel refuses the same host ID twice.',
    versions:
      'Older Podman, Buildah and RootlessKit only pass on “newuidmap: write to uid_map failed: Invalid argument”.',
    next: [IDS_AND_RANGE, ...otherRange('FIRST-LAST', 65536), MIGRATED],
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'build-context-owner',
    title: '`insufficient UIDs or GIDs … /var/tmp/libpod_builder…`: a build context',
    layer: 'id-map',
    examples: [
      'potentially insufficient UIDs or GIDs available in user namespace (requested 4204350:4204350 for /var/tmp/libpod_builder108973413/build/Containerfile): Check /etc/subuid and /etc/subgid if configured locally and run \\"podman system migrate\\": lchown /var/tmp/libpod_builder108973413/build/Containerfile: invalid argument',
    ],
    sources: [thread('podman-desktop/podman-desktop', 3444), thread('testcontainers/testcontainers-java', 9059)],
    phrases: ['/libpod_builder'],
    beside: ['insufficient uids or gids', 'invalid argument'],
    reads: ({ text }) => {
      const found = /\(requested (\d{1,10}):(\d{1,10}) for ([^)]{1,500})\)/.exec(text);
      if (!found) return {};
      return {
        says: `The file is your own, not an image’s: in the tar of the build context ${found[3]} belongs to ${found[1]}:${found[2]}, the IDs of your account, and Podman’s namespace has no such number.`,
        facts: { inside: { uid: Number(found[1]), gid: Number(found[2]) }, path: found[3] ?? '' },
      };
    },
    who: 'the kernel, as Podman’s service unpacked a build context',
    says: 'The tar of the build context has the IDs of your account, and Podman’s namespace has no such number.',
    next: [
      { why: 'See your IDs; those of a directory service are often above 65536.', command: 'id' },
      {
        why: 'Send the context without these IDs: use podman build, which leaves them out, or let the tool write owner 0.',
        command: 'tar --owner=0 --group=0 -cf context.tar .',
        fixes: true,
      },
      { why: 'Leave /etc/subuid as it is: a larger range is not needed for this.', fixes: true },
    ],
    learn: LESSONS.unmapped,
  }),
  entry({
    code: 'data-directory-owner',
    title: 'PostgreSQL: `data directory "…" has wrong ownership`, `has invalid permissions`',
    layer: 'file-mode',
    examples: [
      'FATAL:  data directory "/var/lib/postgresql/data" has wrong ownership',
      'FATAL:  data directory "/var/lib/postgresql/data" has invalid permissions',
      'HINT:  The server must be started by the user that owns the data directory.',
      'DETAIL:  Permissions should be u=rwx (0700) or u=rwx,g=rx (0750).',
    ],
    sources: [
      page(
        'PostgreSQL 17, src/backend/utils/init/miscinit.c, checkDataDir',
        'https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/utils/init/miscinit.c',
      ),
      seen('PostgreSQL 17'),
    ],
    phrases: [
      '" has wrong ownership',
      'data directory "',
      'must be started by the user that owns the data directory',
      'permissions should be u=rwx (0700)',
    ],
    reads: ({ text, small }) => {
      if (!/wrong ownership|invalid permissions|owns the data directory|u=rwx \(0700\)/.test(small)) return undefined;
      const path = /data directory "([^"]{1,400})"/.exec(text)?.[1];
      const isMode = !/wrong ownership|owns the data directory/.test(small);
      return { ...(isMode && OPEN_TO_OTHERS), ...(path !== undefined && { facts: { path } }) };
    },
    who: 'PostgreSQL itself, comparing owner and mode',
    says: 'The server starts only as the owner of its data directory, and only if others have no access to it (mode 0700 or 0750). In a container it compares container IDs: under another map, or on a folder that the host’s user created, the owner is somebody else.',
    next: [
      {
        why: 'In the container, compare the owner with the ID of the server; 65534 means that the map lacks the owner.',
        command: 'id postgres; ls -ldn PATH',
      },
      {
        why: 'On the host, give the folder to the host ID of the container’s user postgres, and close it for others. Only this folder.',
        command: 'sudo chown -R HOST_UID:HOST_GID HOST_PATH && sudo chmod 0700 HOST_PATH',
        fixes: true,
      },
      {
        why: 'Or use a named volume: Docker and Podman give an empty one the owner and mode of the image’s directory.',
        command: 'docker run -v NAME:PATH postgres',
        fixes: true,
      },
    ],
    learn: LESSONS.owners,
  }),
  entry({
    code: 'id-without-name',
    title: '`cannot find name for user ID`, `I have no name!`',
    layer: 'engine',
    examples: [
      'whoami: cannot find name for user ID 1000',
      'No user exists for uid 5555',
      "KeyError: 'getpwuid(): uid not found: 5555'",
      'SystemError [ERR_SYSTEM_ERROR]: A system error occurred: uv_os_get_passwd returned ENOENT (no such file or directory)',
      'sudo: you do not exist in the passwd database',
      'I have no name!@4e38e38c8ce0:/$',
    ],
    sources: [
      manual('passwd', 5),
      seen('Docker 26.1.5', 'coreutils 9.7', 'OpenSSH 10.0', 'Python 3.13', 'Node 20', 'sudo 1.9.16'),
    ],
    phrases: [
      'cannot find name for user id',
      'no user exists for uid',
      'getpwuid(): uid not found',
      'uv_os_get_passwd returned enoent',
      'you do not exist in the passwd database',
      'i have no name!',
    ],
    reads: ({ text }) => {
      const uid = /(?:user ID|uid|uid not found:) (\d{1,10})/i.exec(text)?.[1];
      return uid === undefined
        ? {}
        : {
            says: `The container’s /etc/passwd has no line for UID ${uid}. The kernel needs no name; programs that ask for one stop.`,
            facts: { inside: { uid: Number(uid) } },
          };
    },
    who: 'the program, reading the container’s /etc/passwd',
    says: 'The process has a UID for which the container’s /etc/passwd has no line. The kernel needs no name; programs that ask for one stop.',
    next: [
      { why: 'See the ID, and who is listed.', command: 'id; cat /etc/passwd' },
      { why: 'Add the user in the Dockerfile.', command: 'RUN useradd --uid 1000 --create-home app', fixes: true },
      {
        why: 'Or use rootless Podman with --userns=keep-id, which adds the line by itself.',
        fixes: true,
      },
    ],
    learn: LESSONS.owners,
  }),
];
