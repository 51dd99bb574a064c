import { type ErrorEntry, LAST_ID } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { manual, page, seen, thread } from './sources.ts';

const PODMAN_VOLUME = page(
  'podman-run(1), --volume and --userns',
  'https://docs.podman.io/en/latest/markdown/podman-run.1.html',
);

const KEEP_ID = {
  why: 'Rootless Podman: make your user the image’s user in the container (Podman 4.3 and newer; UID and GID are the image’s).',
  command: 'podman run --userns=keep-id:uid=UID,gid=GID -v HOST_PATH:/data IMAGE',
  fixes: true,
} as const;

/** What people write of files that belong to somebody else. */
export const ownerSymptoms: readonly ErrorEntry[] = [
  entry({
    code: 'owned-by-subid',
    title: 'Files on the host owned by 100999, or another high number',
    layer: 'id-map',
    examples: [
      'files owned by 100999',
      'volume files on the host are owned by uid 100999',
      "rm: cannot remove '/home/ann/v/f': Permission denied (owner 100999)",
      'podman files owned by 524288',
    ],
    sources: [
      thread('podman-container-tools/podman', 16741),
      thread('podman-container-tools/podman', 22796),
      thread('podman-container-tools/podman', 15389, 'keep-id:uid='),
      PODMAN_VOLUME,
      seen('Podman 5.4.2'),
    ],
    phrases: [
      'owned by 1',
      'owned by 5',
      'owned by 2',
      'owned by 3',
      'owned by 6',
      'owned by uid',
      'owned by user 1',
      'owned by gid',
      'owner 1',
      'uid 10',
      'uid 52',
      'uid=10',
      'chown 10',
    ],
    reads: ({ text, small }, at) => {
      const id = /^(?:owned by (?:uid |user |gid )?|owner |uid[ =]|chown )(\d{5,10})\b/.exec(
        small.slice(at, at + 40),
      )?.[1];
      // What a program expected of an owner is another message.
      if (id === undefined || Number(id) < 65537 || Number(id) > LAST_ID || /should be|must be/.test(small))
        return undefined;
      return {
        says: `${id} is an ID of a subordinate range: a container’s process wrote the file. With a range from 100000, container ID 1000 is host ID 100999 in rootless Podman and Docker, where container ID 0 is your own ID, and host ID 101000 under userns-remap, LXC and Proxmox.`,
        facts: { outside: text.startsWith('gid', at) ? { gid: Number(id) } : { uid: Number(id) } },
        ask: { kind: small.startsWith('owned by gid', at) ? 'gid' : 'uid', side: 'outside', id: Number(id) },
      };
    },
    who: 'no one: the file belongs to a user of a container',
    says: 'The owner is an ID of a subordinate range: a container’s process wrote the file.',
    next: [
      { why: 'Find whose range it is.', command: 'grep . /etc/subuid /etc/subgid' },
      {
        why: 'List and change the files in the user’s namespace, with the container’s IDs (rootless Podman).',
        command: 'podman unshare ls -ln HOST_PATH',
        fixes: true,
      },
      { ...KEEP_ID, why: `From now on, write as yourself. ${KEEP_ID.why}` },
      {
        why: 'For an image that starts as root and then switches users (linuxserver.io), set PUID=0 and PGID=0: in rootless Podman these are your own IDs.',
        fixes: true,
      },
    ],
    learn: LESSONS.owners,
  }),
  entry({
    code: 'owned-by-nobody',
    title: 'Files owned by `nobody`, or 65534',
    layer: 'id-map',
    examples: [
      'files owned by nobody',
      'drwxr-xr-x 2 nobody nogroup 4096 Nov 27 19:57 data',
      'bind mount shows nobody:nogroup in the container',
      'everything is owned by 65534',
    ],
    sources: [
      manual('user_namespaces', 7),
      page('Proxmox VE, Unprivileged LXC containers', 'https://pve.proxmox.com/wiki/Unprivileged_LXC_containers'),
      thread('lxc/lxc', 3552),
      thread('bpg/terraform-provider-proxmox', 2895),
    ],
    phrases: [
      'owned by nobody',
      'nobody:nogroup',
      'nobody nogroup',
      'nobody:nobody',
      'nobody nobody',
      'owned by 65534',
      'owned by user nobody',
      'owner nobody',
      'owner is nobody',
      '65534:65534',
      '65534 65534',
      'belong to nobody',
      'belongs to nobody',
      'show as nobody',
      'shows nobody',
      'shows as nobody',
    ],
    who: 'no one: the map lacks the owner',
    says: 'The file’s owner on the host has no ID in this container’s map, so the kernel shows the overflow ID 65534, which /etc/passwd calls nobody. Root in the container cannot change such a file.',
    next: [
      {
        why: 'On the host, see the real owner; in the container, the map.',
        command: 'ls -ln HOST_PATH; cat /proc/self/uid_map',
      },
      {
        why: 'Give the files on the host to an ID of the map: the first host ID of the range plus the container’s ID. For container ID 1000 in Proxmox VE, that is 101000. Only this folder, and only if nobody else uses it.',
        command: 'sudo chown -R HOST_UID:HOST_GID HOST_PATH',
        fixes: true,
      },
      {
        why: 'Or map the owner: lxc.idmap and a line for root in /etc/subuid (LXC, Proxmox), raw.idmap (Incus). The UID map on this site writes all of it.',
        fixes: true,
      },
      {
        why: 'Or mount so that owners keep their numbers: idmap=container in lxc.mount.entry (LXC), shift=true (Incus), :idmap (rootful Podman).',
        fixes: true,
      },
    ],
    learn: LESSONS.nobody,
  }),
  entry({
    code: 'image-user-volume',
    title: 'An image with a user of its own cannot write its volume',
    layer: 'file-mode',
    examples: [
      'non-root image cannot write to volume',
      'container user cannot write to mounted volume',
      '[W 19:43:49.129 NotebookApp] Permission denied: work/kubevirt/Untitled.ipynb in a mounted volume',
    ],
    sources: [thread('podman-container-tools/podman', 9769), PODMAN_VOLUME, seen('Podman 5.4.2')],
    phrases: [
      'cannot write to volume',
      "can't write to volume",
      'cannot write to mounted volume',
      "can't write to mounted",
      'cannot write its volume',
      'volume not writable',
      'volume is not writable',
      'volumes not writable',
      'in a mounted volume',
      'write to the mounted',
      'non-root image',
      'image user cannot write',
    ],
    words: [
      ['volume', 'image', "isn't root"],
      ['volume', 'image', 'write'],
      ['volume', 'non-root'],
      ['volume', 'not root', 'write'],
    ],
    who: 'the kernel: owner and mode on the host',
    says: 'The folder belongs to you, which is root in a rootless container. The image’s program runs as another user, for whom the mode’s last digit counts. Under rootful Docker the IDs on both sides are equal, and 1000 often fits by chance.',
    next: [
      {
        why: 'See the image’s user, and the folder as the container sees it.',
        command: 'podman image inspect --format "{{.User}}" IMAGE; podman unshare ls -ldn HOST_PATH',
      },
      KEEP_ID,
      {
        why: 'Or let Podman give the folder to the image’s user. Warning: every file in it changes its owner on the host, so never use :U on a home directory or a shared folder.',
        command: 'podman run -v HOST_PATH:/data:U IMAGE',
        fixes: true,
      },
      {
        why: 'Rootful Docker: give the folder on the host to the image’s UID. Only this folder, and only if nobody else uses it.',
        command: 'sudo chown -R UID:GID HOST_PATH',
        fixes: true,
      },
    ],
    learn: LESSONS.volume,
  }),
  entry({
    code: 'dev-container-owner',
    title: 'Dev Containers with Podman: the workspace belongs to somebody else',
    layer: 'id-map',
    examples: [
      'dev container podman permission denied in workspace',
      'devcontainer files owned by root with podman',
      'updateRemoteUserUID with podman',
      "mkdir: cannot create directory '/root/.vscode-server': Permission denied",
    ],
    sources: [
      thread('microsoft/vscode-remote-release', 10399),
      thread('zed-industries/zed', 56932),
      thread('devcontainers/cli', 1004),
      page('devcontainers/cli, change log', 'https://github.com/devcontainers/cli/blob/main/CHANGELOG.md'),
      page(
        'VS Code, Use Podman with Dev Containers',
        'https://code.visualstudio.com/remote/advancedcontainers/docker-options#_podman',
      ),
    ],
    phrases: ['dev container', 'devcontainer', 'updateremoteuseruid', '.vscode-server'],
    reads: ({ small }) =>
      /podman|permission|owned by|keep-id|updateremoteuseruid|denied/.test(small) ? {} : undefined,
    versions:
      'Dev Containers has added keep-id by itself since devcontainers/cli 0.76.0 (April 2025); 0.77.0 (May 2025) and newer leave it out if remoteUser is root.',
    who: 'the kernel: owner and mode on the host',
    says: 'In rootless Podman your user is the container’s root. The remote user of the Dev Container has another ID, so the workspace does not belong to that user; keep-id changes this. With remoteUser root, keep-id itself is the cause: root is then an ID of your range.',
    next: [
      { why: 'In the container, see who you are and who owns the workspace.', command: 'id; ls -ldn .' },
      {
        why: 'With a remoteUser other than root, in devcontainer.json:',
        command: '"runArgs": ["--userns=keep-id"], "containerUser": "vscode", "updateRemoteUserUID": true',
        fixes: true,
      },
      {
        why: 'With remoteUser root, leave keep-id out. Dev Containers and Zed may add it by themselves; an empty --userns= overrides that.',
        command: '"runArgs": ["--userns="]',
        fixes: true,
      },
      {
        why: 'Docker does not know keep-id: for a file that both engines read, set PODMAN_USERNS=keep-id in the environment of the editor.',
        command: 'PODMAN_USERNS=keep-id code .',
        fixes: true,
      },
    ],
    learn: LESSONS.owners,
  }),
];
