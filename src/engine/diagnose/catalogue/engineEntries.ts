import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { manual, page, seen, thread } from './sources.ts';

const RUN = page('podman-run(1)', 'https://docs.podman.io/en/latest/markdown/podman-run.1.html');

/** What Docker, Podman and LXC refuse by themselves, before a kernel is asked. */
export const engineEntries: readonly ErrorEntry[] = [
  entry({
    code: 'docker-socket',
    title: '`permission denied while trying to connect to the Docker daemon socket`',
    layer: 'file-mode',
    examples: [
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.45/containers/json": dial unix /var/run/docker.sock: connect: permission denied',
      'Got permission denied while trying to connect to the Docker daemon socket',
      'permission denied while trying to connect to the docker API at unix:///var/run/docker.sock',
    ],
    sources: [
      page('Docker, Linux post-installation steps', 'https://docs.docker.com/engine/install/linux-postinstall/'),
      seen('Docker 26.1.5'),
    ],
    phrases: [
      'trying to connect to the docker daemon socket',
      'trying to connect to the docker api',
      'docker.sock: connect: permission denied',
    ],
    words: [['docker.sock', 'permission denied']],
    who: 'the kernel: the socket’s owner and mode',
    says: 'The socket belongs to root and the group docker, and you are not in that group. In a container the group’s number counts, not its name.',
    next: [
      { why: 'Compare the socket’s group with yours.', command: 'ls -ln /var/run/docker.sock; id' },
      {
        why: 'Use an engine of your own instead: rootless Docker or Podman needs no such group.',
        command: 'dockerd-rootless-setuptool.sh install',
        fixes: true,
      },
      {
        why: 'Warning: whoever may write to this socket is root on the host. If that is intended, join the group and log in again.',
        command: 'sudo usermod -aG docker USER',
        fixes: true,
      },
      {
        why: 'In a container that gets the socket, add the group by its number. Warning: that container is then root on the host as well.',
        command:
          'docker run --group-add "$(stat -c %g /var/run/docker.sock)" -v /var/run/docker.sock:/var/run/docker.sock IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.volume,
  }),
  entry({
    code: 'docker-userns-mode',
    title: '`--userns: invalid USER mode`',
    layer: 'engine',
    examples: ['docker: --userns: invalid USER mode.', 'Error: unrecognized namespace mode foo passed'],
    sources: [seen('Docker 26.1.5', 'Podman 5.4.2'), RUN],
    phrases: ['--userns: invalid user mode', 'unrecognized namespace mode'],
    who: 'docker or podman, reading --userns',
    says: 'Docker knows only --userns=host. keep-id, nomap and auto are Podman’s.',
    next: [
      { why: 'See which engine the command reaches.', command: 'docker version' },
      {
        why: 'With Docker, set the user by UID and GID instead.',
        command: 'docker run -u "$(id -u):$(id -g)" -v "$PWD:/data" IMAGE',
        fixes: true,
      },
      {
        why: 'For a file that both engines read, set PODMAN_USERNS=keep-id in the environment instead of the option.',
        fixes: true,
      },
    ],
    learn: LESSONS.owners,
  }),
  entry({
    code: 'user-outside-map',
    title: '`container uses ID mappings …, but doesn’t map UID`',
    layer: 'id-map',
    examples: [
      "Error: container uses ID mappings ([]specs.LinuxIDMapping{specs.LinuxIDMapping{ContainerID:0x0, HostID:0x186a0, Size:0xa}}), but doesn't map UID 50",
    ],
    sources: [seen('Podman 5.4.2'), RUN],
    phrases: ['container uses id mappings', "but doesn't map uid", "but doesn't map gid"],
    reads: ({ text }) => {
      const found = /doesn't map ([UG])ID (\d{1,10})/.exec(text);
      const entries = [
        ...text.matchAll(/ContainerID:0x([0-9a-f]{1,8}), HostID:0x([0-9a-f]{1,8}), Size:0x([0-9a-f]{1,8})/g),
      ].map(([, inside = '', outside = '', size = '']) =>
        [inside, outside, size].map((each) => Number.parseInt(each, 16)),
      );
      if (!found) return {};
      const kind = found[1] === 'G' ? 'gid' : 'uid';
      const map = entries
        .map(([inside = 0, outside = 0, size = 0]) => `${inside} to ${inside + size - 1} (host IDs from ${outside})`)
        .join(', ');
      return {
        says: `The container should run as ${kind.toUpperCase()} ${found[2]}, and its map does not have that ID${map === '' ? '' : `, only ${map}`}.`,
        facts: { kind, inside: { [kind]: Number(found[2]) } },
      };
    },
    who: 'Podman, before it starts the container',
    says: 'The container’s user is not in its map.',
    next: [
      { why: 'See the user of the image.', command: 'podman image inspect --format "{{.User}}" IMAGE' },
      {
        why: 'Without root, leave out --uidmap and --gidmap: the container then has your own ID and all IDs assigned to you.',
        command: 'podman run IMAGE',
        fixes: true,
      },
      {
        why: 'As root, let Podman choose a free range. Podman takes it from the range that /etc/subuid and /etc/subgid assign to the name containers, so both files need a line that begins with containers.',
        command: 'sudo podman run --userns=auto:size=65536 IMAGE',
        fixes: true,
      },
      {
        why: 'Or run as a user that the map has, such as container root.',
        command: 'podman run --user 0:0 --uidmap CONTAINER:FROM:COUNT --gidmap CONTAINER:FROM:COUNT IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.unmapped,
  }),
  entry({
    code: 'map-conflict',
    title: '`the specified UID and/or GID mapping … conflicts with other mappings`',
    layer: 'id-map',
    examples: [
      'Error: creating container storage: the specified UID and/or GID mapping 0:5:1 conflicts with other mappings: invalid mappings specified',
    ],
    sources: [seen('Podman 5.4.2'), RUN],
    phrases: ['conflicts with other mappings', 'invalid mappings specified'],
    who: 'Podman, reading --uidmap and --gidmap',
    says: 'Two mappings share a container ID or a host ID.',
    reads: ({ text }) => {
      const map = /mapping (\d+:\d+:\d+) conflicts/.exec(text)?.[1];
      return map === undefined
        ? {}
        : { says: `The mapping ${map} shares a container ID or a host ID with another one.` };
    },
    next: [
      { why: 'Paste the whole command into the UID map to have the pair marked.' },
      {
        why: 'In Podman 4.7 and newer a + in front puts one mapping over the others.',
        command: 'podman run --uidmap "+1000:@$(id -u):1" IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.unmapped,
  }),
  entry({
    code: 'rootless-network-missing',
    title: '`could not find pasta`, `slirp4netns: executable file not found`',
    layer: 'engine',
    examples: [
      'Error: could not find pasta, the network namespace can\'t be configured: exec: "pasta": executable file not found in $PATH',
      'Error: could not find slirp4netns, the network namespace can\'t be configured: exec: "slirp4netns": executable file not found in $PATH',
      'Either slirp4netns (>= v0.4.0) or vpnkit needs to be installed',
    ],
    sources: [
      seen('Podman 5.4.2'),
      thread('podman-container-tools/podman', 25516),
      page('podman-network(1), pasta', 'https://docs.podman.io/en/latest/markdown/podman-network.1.html'),
      page(
        'Podman 5.4.2, Rootless tutorial: which is the default',
        'https://github.com/podman-container-tools/podman/blob/v5.4.2/docs/tutorials/rootless_tutorial.md',
      ),
    ],
    phrases: [
      'could not find pasta',
      'could not find slirp4netns',
      '"slirp4netns": executable file not found',
      'slirp4netns (>= v0.4.0)',
    ],
    who: 'the rootless engine, setting up the network',
    says: 'Ordinary users may not create network interfaces on the host, so rootless engines use a helper program. Podman uses pasta; Docker uses the first one installed of slirp4netns, pasta and vpnkit. The program that your engine needs is not installed.',
    versions:
      'Podman uses pasta by default since 5.0, slirp4netns before. Docker 29.5 and newer have a network program of their own.',
    next: [
      { why: 'Check which of them is installed.', command: 'command -v pasta slirp4netns' },
      {
        why: 'Install the missing one; pasta is in the package passt.',
        command: 'sudo apt install passt slirp4netns',
        fixes: true,
      },
    ],
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'not-shared-mount',
    title: '`"/" is not a shared mount`',
    layer: 'engine',
    examples: [
      'level=warning msg="\\"/\\" is not a shared mount, this could cause issues or missing mounts with rootless containers"',
    ],
    sources: [seen('Podman 5.4.2'), manual('mount_namespaces', 7)],
    phrases: ['is not a shared mount'],
    who: 'rootless Podman, as a warning',
    says: 'Later mounts on the host do not appear in the user’s namespace. WSL, LXC containers and hosts without systemd mount / as private. Nothing is refused.',
    next: [
      { why: 'See how it is mounted.', command: 'findmnt -o TARGET,PROPAGATION /' },
      { why: 'As root, share it until the next boot.', command: 'sudo mount --make-rshared /', fixes: true },
    ],
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'lxc-single-ids',
    title: 'LXC: single `lxc.idmap` lines with a bind mount, `Failed to create leaf cgroup ".lxc"`',
    layer: 'id-map',
    examples: [
      'Permission denied - Failed to create leaf cgroup ".lxc"',
      'conf.c: mount_entry_on_generic: 2338 Invalid argument - Idmapped mount entries not yet supported',
    ],
    sources: [thread('lxc/lxc', 3552), thread('lxc/lxc', 3843), thread('bbjubjub2494/miniguest', 22)],
    phrases: ['failed to create leaf cgroup', 'idmapped mount entries not yet supported'],
    words: [
      ['lxc', 'idmap', 'bind mount'],
      ['lxc.idmap', 'mount.entry', 'fail'],
    ],
    reads: ({ small }) =>
      small.includes('idmapped mount entries')
        ? {
            says: 'This release of LXC does not know idmap= in lxc.mount.entry.',
            versions: 'LXC knows idmap= since May 2021 (lxc#3843): 5.0.2 does, 4.0.6 does not (read in both).',
            next: [
              { why: 'See the release.', command: 'lxc-start --version' },
              { why: 'Update LXC.', fixes: true },
              {
                why: 'Or give the folder on the host to an ID of the map. Only this folder, and only if nobody else uses it.',
                command: 'sudo chown -R 101000:101000 HOST_PATH',
                fixes: true,
              },
            ],
          }
        : {},
    who: 'LXC, with a map that has no container root',
    says: 'The lxc.idmap lines map single IDs and no container root (0). LXC first switches to that root. Without it, lxc-attach fails, and so do bind mounts below root’s directories.',
    next: [
      { why: 'See the map.', command: 'grep lxc.idmap CONFIG' },
      {
        why: 'Map container ID 0 as well, to an ID of root’s range in /etc/subuid; the UID map on this site writes the lines around it.',
        command: 'lxc.idmap = u 0 100000 1',
        fixes: true,
      },
      {
        why: 'Or keep the usual map, and let the mount map the owners (LXC 5.0 and newer, Linux 5.12 and newer).',
        command: 'lxc.mount.entry = HOST_PATH data none bind,create=dir,idmap=container 0 0',
        fixes: true,
      },
      {
        why: 'Let the container root’s host ID enter every directory above the bind mount. Warning: every user on the host can then open files below whose names they know and whose modes allow it.',
        command: 'chmod o+x DIR',
        fixes: true,
      },
    ],
    learn: LESSONS.unmapped,
  }),
];
