import { between, type ErrorEntry } from '../../../messages/index.ts';
import { fileWord, shell } from '../../../text/index.ts';
import { canValidate, mergeDaemonJson, restartWords } from '../../formats/mergeDaemonJson.ts';
import { LESSONS } from './lessons.ts';
import { sourceOf } from './sources.ts';

/** dockerd remaps, and something stands in the way: a directory, an option of a container, the account. */
export const remapErrors: readonly ErrorEntry[] = [
  {
    code: 'remap-restricted',
    title: '`restricts access to the remapped root uid/gid`',
    layer: 'file-mode',
    examples: [
      "a subdirectory in your graphroot path (/srv/docker/100000.100000) restricts access to the remapped root uid/gid; please fix by allowing 'o+x' permissions on existing directories",
    ],
    sources: [sourceOf('moby', 'daemon/daemon_unix.go', 'setupDaemonRoot')],
    phrases: ['restricts access to the remapped root'],
    explain: (message) => {
      const path = between(message, 'graphroot path (', ')');
      return {
        who: 'dockerd, before it starts',
        says: `The container’s root must be able to enter every directory above ${path ?? 'the data directory'}, and one of them lacks x for others. dockerd names the directory below after the host’s UID and GID.`,
        facts: path === undefined ? {} : { path },
        next: [
          {
            why: 'Find the directory without x.',
            command: shell`namei -l ${path === undefined ? '/var/lib/docker' : (fileWord(path) ?? 'PATH')}`,
          },
          { why: 'Let others enter it; they still cannot list it.', command: 'chmod o+x DIR', fixes: true },
        ],
        learn: LESSONS.ranges,
      };
    },
  },
  {
    code: 'userns-incompatible',
    title: '`incompatible with user namespaces`: an option that dockerd refuses under remapping',
    layer: 'engine',
    examples: [
      'docker: Error response from daemon: privileged mode is incompatible with user namespaces.  You must run the container in the host namespace when running privileged mode.',
      'docker: Error response from daemon: cannot share the host PID namespace when user namespaces are enabled.',
    ],
    sources: [
      sourceOf('moby', 'daemon/daemon_unix.go', 'verifyPlatformContainerSettings'),
      {
        title: 'Docker, Isolate containers with a user namespace',
        url: 'https://docs.docker.com/engine/security/userns-remap/',
      },
    ],
    phrases: ['when user namespaces are enabled', 'incompatible with user namespaces'],
    explain: (message, at) => ({
      who: 'dockerd',
      says: `${option(message.small, at)} needs the host’s own namespace, but dockerd remaps the IDs of every container. dockerd refuses the combination.`,
      next: [
        { why: 'Leave the option out, if the container can do without it.', fixes: true },
        {
          why: 'Disable remapping for this container. Warning: root in the container is then root on the host.',
          command: 'docker run --userns=host ...',
          fixes: true,
        },
      ],
      learn: LESSONS.limits,
    }),
  },
  {
    code: 'remap-root',
    title: '`root cannot be remapped with itself`',
    layer: 'engine',
    examples: [
      'time="2016-08-24T12:00:00Z" level=warning msg="User namespaces: root cannot be remapped with itself; user namespaces are OFF"',
    ],
    sources: [sourceOf('moby', 'daemon/daemon_unix.go', 'setupRemappedRoot')],
    phrases: ['root cannot be remapped with itself'],
    explain: (_message, _at, versions) => {
      const [restarts, beware] = restartWords(versions);
      return {
        who: 'dockerd',
        says: '--userns-remap names root, so dockerd does not remap: IDs in containers are the host’s.',
        next: [
          {
            why: `Use another account, or default. The command keeps the other settings of /etc/docker/daemon.json, and ${restarts}; it needs jq.${beware}`,
            command: mergeDaemonJson('default', canValidate(versions)),
            fixes: true,
          },
        ],
        learn: LESSONS.ranges,
      };
    },
  },
];

function option(small: string, at: number): string {
  const before = small.slice(Math.max(0, at - 120), at);
  if (before.includes('network')) return '--network=host';
  if (before.includes('pid namespace')) return '--pid=host';
  return before.includes('privileged') ? '--privileged' : 'An option of this container';
}
