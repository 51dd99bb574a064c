import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { manual, page, seen, thread } from './sources.ts';

const DELEGATE = {
  why: 'As root, delegate these controllers to all users in a drop-in file; then log in again.',
  command: `sudo mkdir -p /etc/systemd/system/user@.service.d
printf '[Service]\\nDelegate=cpu cpuset io memory pids\\n' | sudo tee -a /etc/systemd/system/user@.service.d/delegate.conf
sudo systemctl daemon-reload`,
  fixes: true,
} as const;

const CGROUP2 = page('Rootless Containers, cgroup v2', 'https://rootlesscontaine.rs/getting-started/common/cgroup2/');

/** The cgroup's own file was refused: another line may have the words about another. */
const REFUSED_FILE = /^[^ ]{1,300}: permission denied/;

/** runc sets every limit under the same words; only without the file is the controller not there. */
const LACKS_FILE = /no such file or directory|is not available|not mounted|not delegated/;

const AT_LIMIT =
  'The container reached its memory limit, and the kernel killed one of its processes. /proc/meminfo shows the host’s memory, so a program that relies on that file uses too much.';

const OOM_LINE = {
  why: 'As root on the host: “Memory cgroup out of memory” means this limit, and “Out of memory” alone means that the host ran out. docker inspect usually shows OOMKilled=true, and kubectl describe the reason OOMKilled.',
  command: 'dmesg | grep -iE "killed process|oom-kill"',
};

const OOM_FIXES = [
  {
    why: 'Tell the program its limit: -XX:MaxRAMPercentage for Java, --max-old-space-size for Node, GOMEMLIMIT for Go.',
    fixes: true,
  },
  {
    why: 'Or raise the limit: in a Pod, resources.limits.memory; with Docker, this command. Use more than the present limit; two equal values mean no swap.',
    command: 'docker update --memory 1g --memory-swap 1g CONTAINER',
    fixes: true,
  },
] as const;

/** What the cgroups of a container allow, and who may make them. */
export const cgroupEntries: readonly ErrorEntry[] = [
  entry({
    code: 'oom-killed',
    title: 'Status 137, or `OOMKilled`',
    layer: 'cgroup',
    examples: [
      'Last State:     Terminated  Reason:       OOMKilled  Exit Code:    137',
      '4e38e38c8ce0   app   "node server.js"   Exited (137) 3 seconds ago',
      'command terminated with exit code 137',
      'Memory cgroup out of memory: Kill process 24572 (java) score 0 or sacrifice child',
    ],
    sources: [
      page('docker container stop', 'https://docs.docker.com/reference/cli/docker/container/stop/'),
      thread('moby/moby', 15621),
      thread('kubernetes/kubernetes', 56891, 'the kernel’s lines'),
      manual('systemd-oomd.service', 8),
    ],
    phrases: [
      'oomkilled',
      'exited (137)',
      'exit code 137',
      'exit code: 137',
      'exit status 137',
      'memory cgroup out of memory',
      'code: 137',
    ],
    words: [
      ['137', 'exit'],
      ['137', 'container'],
      ['137', 'status'],
      ['137', 'code'],
    ],
    reads: ({ small }) =>
      /oomkilled(?! ?[=:]? ?false)|memory cgroup out of memory/.test(small)
        ? {
            who: 'the kernel, at the cgroup’s memory limit',
            says: AT_LIMIT,
            causes: [],
            next: [
              {
                ...OOM_LINE,
                why: 'As root on the host: the line “Memory cgroup out of memory” names the process that the kernel killed.',
              },
              ...OOM_FIXES,
            ],
          }
        : {},
    who: 'something that sent SIGKILL',
    says: '137 is 128 + 9: the process got SIGKILL.',
    next: [
      {
        why: 'true means that memory ran out; false does not exclude it.',
        command: 'docker inspect --format "{{.State.OOMKilled}}" CONTAINER',
      },
    ],
    causes: [
      {
        layer: 'cgroup',
        who: 'the kernel, at the cgroup’s memory limit',
        says: AT_LIMIT,
        tells: OOM_LINE,
        fixes: OOM_FIXES,
      },
      {
        layer: 'engine',
        who: 'docker stop, a liveness probe, or a person',
        says: 'docker stop sends SIGTERM first and SIGKILL after ten seconds; the kubelet sends SIGKILL after terminationGracePeriodSeconds. A process that ignores SIGTERM ends with 137.',
        tells: {
          why: 'OOMKilled is false, and the events name a stop or a failed probe.',
          command: 'docker events --since 1h --until "$(date +%s)" --filter type=container; kubectl describe pod POD',
        },
        fixes: [
          {
            why: 'Handle SIGTERM in the program, or let an init process forward it.',
            command: 'docker run --init IMAGE',
            fixes: true,
          },
        ],
      },
    ],
    learn: LESSONS.memory,
  }),
  entry({
    code: 'no-systemd-session',
    title: '`The cgroupv2 manager is set to systemd but there is no systemd user session`',
    layer: 'cgroup',
    examples: [
      'WARN[0000] The cgroupv2 manager is set to systemd but there is no systemd user session available',
      'level=warning msg="The cgroupv2 manager is set to systemd but there is no systemd user session available"',
      'level=warning msg="Falling back to --cgroup-manager=cgroupfs"',
      'Failed to connect to bus: No medium found',
    ],
    sources: [
      seen('Podman 5.4.2'),
      page('podman troubleshooting', 'https://github.com/podman-container-tools/podman/blob/main/troubleshooting.md'),
      manual('loginctl', 1),
    ],
    phrases: [
      'there is no systemd user session',
      'falling back to --cgroup-manager',
      'you may need to log in using a user session',
      'failed to connect to bus: no medium found',
    ],
    who: 'Podman, looking for the user’s systemd',
    says: 'The user has no systemd session: su, sudo -u, cron and some ssh setups start none, so XDG_RUNTIME_DIR or the bus is missing. Podman continues with cgroupfs, and limits may not work.',
    next: [
      {
        why: 'As that user: an empty first line, or a list without a session of that user, confirms this.',
        command: 'echo $XDG_RUNTIME_DIR; loginctl list-sessions',
      },
      { why: 'Let the user’s systemd run without a login.', command: 'sudo loginctl enable-linger USER', fixes: true },
      {
        why: 'Or switch to the user in a new session; machinectl is in the package systemd-container.',
        command: 'sudo machinectl shell USER@',
        fixes: true,
      },
    ],
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'controller-missing',
    title: '`pids.max: no such file or directory`: a controller is not delegated',
    layer: 'cgroup',
    examples: [
      'level=error msg="runc run failed: unable to start container process: error during container init: error setting cgroup config for procHooks process: openat2 /sys/fs/cgroup/a/pids.max: no such file or directory"',
      'Error: OCI runtime error: crun: the requested cgroup controller `pids` is not available',
      'Error: crun: opening file `cpu.max` for writing: No such file or directory: OCI runtime attempted to invoke a command that was not found',
      'WARNING: Your kernel does not support PIDs limit capabilities or the cgroup is not mounted. PIDs limit discarded.',
    ],
    sources: [
      CGROUP2,
      thread('podman-container-tools/podman', 22147),
      thread('rootless-containers/rootlesskit', 282),
      thread('systemd/systemd', 23887),
      seen('runc 1.1.15', 'Podman 5.4.2', 'Docker 26.1.5'),
    ],
    phrases: [
      'error setting cgroup config',
      'the requested cgroup controller',
      '` is not available under',
      '.max` for writing',
      'limit capabilities or the cgroup is not mounted',
      'cgroup controllers are not available',
    ],
    who: 'the runtime, writing the limit',
    says: 'The cgroup has no file for that limit: its controller is not delegated to the user, is mounted as cgroup v1, or is not in the kernel.',
    reads: ({ text, small }) => {
      if (small.includes('error setting cgroup config') && !LACKS_FILE.test(small)) return undefined;
      const file = /(?:\/|`)((?:pids|memory|cpu|cpuset|io|hugetlb)[\w.]*)/.exec(text)?.[1];
      const controller = file?.split('.')[0];
      return controller === undefined
        ? {}
        : {
            says: `The cgroup has no file of the ${controller} controller: it is not delegated to the user, is mounted as cgroup v1, or is not in the kernel.`,
          };
    },
    versions: 'systemd delegates memory and pids to users by default, and cpu only since 252.',
    next: [
      {
        why: 'As that user, list what is delegated.',
        command: 'cat "/sys/fs/cgroup/user.slice/user-$(id -u).slice/user@$(id -u).service/cgroup.controllers"',
      },
      DELEGATE,
      { why: 'Or leave out the limit.', fixes: true },
    ],
    learn: LESSONS.cgroups,
  }),
  entry({
    code: 'cgroup-not-writable',
    title: '`/sys/fs/cgroup`: `permission denied`',
    layer: 'cgroup',
    examples: [
      'runc run failed: unable to start container process: unable to apply cgroup configuration: rootless needs no limits + no cgrouppath when no permission is granted for cgroups: mkdir /sys/fs/cgroup/a: permission denied',
      '2023-04-17T12:27:13.019831Z: writing file `/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.slice/crun-test.scope/container/cgroup.procs`: Permission denied',
      'process_linux.go:305: applying cgroup configuration for process caused \\"open /sys/fs/cgroup/cgroup.subtree_control: permission denied\\"',
      'Error: crun: create `/sys/fs/cgroup/x`: Permission denied: OCI permission denied',
    ],
    sources: [
      CGROUP2,
      manual('cgroups', 7, 'Cgroups delegation'),
      thread('containers/crun', 1195),
      thread('opencontainers/runc', 2339),
      thread('podman-container-tools/podman', 14851),
      page(
        'runc, libcontainer/cgroups',
        'https://github.com/opencontainers/runc/blob/v1.1.15/libcontainer/cgroups/fs2/fs2.go',
      ),
    ],
    phrases: ['cgroup.procs', 'rootless needs no limits', '/sys/fs/cgroup'],
    reads: ({ small }, at) =>
      small.startsWith('rootless needs', at) || REFUSED_FILE.test(small.slice(at)) ? {} : undefined,
    who: 'the kernel: the cgroup belongs to another user',
    says: 'The rootless runtime may create cgroups only below one that belongs to the user. A session’s scope belongs to root; user@UID.service is delegated.',
    next: [
      { why: 'See in which cgroup you are.', command: 'cat /proc/self/cgroup' },
      {
        why: 'Start the container under the user’s own systemd.',
        command: 'systemd-run --user --scope podman run IMAGE',
        fixes: true,
      },
      { why: 'Or, with Podman, use its systemd manager: cgroup_manager = "systemd" in containers.conf.', fixes: true },
    ],
    learn: LESSONS.rootless,
  }),
];
