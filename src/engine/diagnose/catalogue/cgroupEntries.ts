import type { Cause, ErrorEntry, Explained, Message } from '../../idmap/index.ts';
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

/** What the kernel takes as a quota and as a period of CPU time, in microseconds (Linux, kernel/sched/core.c, tg_set_cfs_bandwidth). */
const [SHORTEST, LONGEST] = [1000, 1_000_000];

const CPU_FIX = {
  why: 'Ask for at least 0.01 CPUs (with Docker’s period of 100000 µs, a quota of 1000 µs), in a period from 1000 to 1000000 µs.',
  command: 'docker run --cpus 0.5 IMAGE',
  fixes: true,
} as const;

const OF_CPU = 'A quota of CPU time must be at least 1000 µs, and its period from 1000 to 1000000 µs.';

/** cgroup v1 only: __cfs_schedulable of the same file. Version 2 takes a quota above the parent's, and the lower one counts. */
const ABOVE_PARENT: Cause = {
  layer: 'cgroup',
  who: 'the kernel: the cgroup above has a lower limit on CPU time',
  says: 'In cgroup v1, a cgroup may not have more CPU time than the cgroup above it, such as that of the Pod.',
  tells: {
    why: 'On the host, in the directory above the one in the message: a quota other than -1, divided by the period, is the most that a cgroup below may have.',
    command: 'cat /sys/fs/cgroup/cpu/PARENT/cpu.cfs_quota_us /sys/fs/cgroup/cpu/PARENT/cpu.cfs_period_us',
  },
  fixes: [
    {
      why: 'Ask for less than the cgroup above has, or raise that one first: in a Pod, its containers’ limits together.',
      fixes: true,
    },
  ],
};

const OUT_OF_RANGE: Cause = {
  layer: 'cgroup',
  who: 'the kernel: the quota or the period is out of range',
  says: OF_CPU,
  tells: { why: 'See what was asked for.', command: 'grep -A6 \'"cpu"\' config.json' },
  fixes: [CPU_FIX],
};

/** What a limit on CPU time was refused for: the text has the number that was written, or it does not tell. */
function refusedCpu({ small }: Message): Pick<Explained, 'who' | 'says' | 'next' | 'causes'> {
  const [, written = ''] = /failed to write "?(-?\d+(?: \d+)?)"?:? /.exec(small) ?? [];
  const [first = Number.NaN, second] = written === '' ? [] : written.split(' ').map(Number);
  const isPeriod = small.includes('cfs_period_us');
  const isV2 = small.includes('cpu.max');
  const quota = isPeriod ? undefined : first;
  const period = isPeriod ? first : second;
  const common = { who: 'the kernel, to the runtime that wrote the limit', next: [OUT_OF_RANGE.tells, CPU_FIX] };
  if (quota !== undefined && quota >= 0 && quota < SHORTEST)
    return { ...common, says: `A quota of ${quota} µs is too small: the kernel takes no quota below ${SHORTEST} µs.` };
  if (period !== undefined && (period < SHORTEST || period > LONGEST))
    return {
      ...common,
      says: `A period of ${period} µs is out of range: the kernel takes a period from ${SHORTEST} to ${LONGEST} µs.`,
    };
  if (isV2) return { ...common, says: OF_CPU };
  return {
    ...common,
    says: 'The kernel refused the value of the limit on CPU time.',
    causes: Number.isNaN(first) ? [OUT_OF_RANGE, ABOVE_PARENT] : [ABOVE_PARENT, OUT_OF_RANGE],
  };
}

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
    code: 'cpu-limit-refused',
    title: '`cpu.cfs_quota_us: invalid argument`: a limit on CPU time',
    layer: 'cgroup',
    examples: [
      'level=error msg="runc run failed: unable to start container process: error during container init: error setting cgroup config for procHooks process: failed to write \\"500\\": write /sys/fs/cgroup/cpu/d32584/cpu.cfs_quota_us: invalid argument"',
      'level=error msg="runc run failed: unable to start container process: error during container init: error setting cgroup config for procHooks process: failed to write \\"10\\": write /sys/fs/cgroup/cpu/d25166/cpu.cfs_period_us: invalid argument"',
      'level=error msg="runc run failed: unable to start container process: error during container init: error setting cgroup config for procHooks process: failed to write \\"200000\\": write /sys/fs/cgroup/cpu/zz/kid/cpu.cfs_quota_us: invalid argument"',
    ],
    sources: [
      page(
        'Linux, kernel/sched/core.c, tg_set_cfs_bandwidth',
        'https://github.com/torvalds/linux/blob/v6.12/kernel/sched/core.c',
      ),
      page('Linux, CFS Bandwidth Control', 'https://docs.kernel.org/scheduler/sched-bwc.html'),
      seen('runc 1.1.15', 'Linux 6.18'),
    ],
    phrases: ['cpu.cfs_quota_us', 'cpu.cfs_period_us', 'cpu.max'],
    reads: (message, at) =>
      /^[^ ]{0,20}: invalid argument/.test(message.small.slice(at)) ? refusedCpu(message) : undefined,
    who: 'the kernel, to the runtime that wrote the limit',
    says: OF_CPU,
    next: [OUT_OF_RANGE.tells, CPU_FIX],
    learn: LESSONS.cgroups,
  }),
  entry({
    code: 'memory-limit-below-usage',
    title: '`unable to set memory limit to … (current usage: …)`',
    layer: 'cgroup',
    examples: [
      'level=error msg="runc run failed: unable to start container process: error during container init: error setting cgroup config for procHooks process: unable to set memory limit to 4096 (current usage: 10293248, peak usage: 10342400)"',
    ],
    sources: [
      page(
        'runc, libcontainer/cgroups/fs/memory.go',
        'https://github.com/opencontainers/runc/blob/v1.1.15/libcontainer/cgroups/fs/memory.go',
      ),
      seen('runc 1.1.15', 'Linux 6.18'),
    ],
    phrases: ['unable to set memory limit to'],
    reads: ({ text }) => {
      const [, limit, usage] = /memory limit to (\d{1,20}) \(current usage: (\d{1,20})/i.exec(text) ?? [];
      return limit === undefined
        ? {}
        : {
            says: `The limit of ${limit} bytes is below the ${usage} bytes that the container’s processes use already. Before your program starts, that is runc’s own process.`,
          };
    },
    who: 'the kernel, to the runtime that wrote the limit',
    says: 'The limit is below what the container’s processes use already. Before your program starts, that is runc’s own process.',
    next: [
      {
        why: 'In a running container, see what it uses, and which limit it has.',
        command: 'docker stats --no-stream CONTAINER',
      },
      {
        why: 'Ask for more than the usage in the message, and add what your program needs. Docker itself takes no less than 6 MB.',
        command: 'docker run --memory 64m IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.cgroups,
  }),
  entry({
    code: 'oom-count-missing',
    passesOn: true,
    title: '`unable to get oom kill count`',
    layer: 'runtime',
    examples: [
      'level=warning msg="unable to get oom kill count" error="openat2 /sys/fs/cgroup/d22837/memory.events: no such file or directory"',
    ],
    sources: [
      page(
        'runc, libcontainer/process_linux.go, initProcess.start',
        'https://github.com/opencontainers/runc/blob/v1.1.15/libcontainer/process_linux.go',
      ),
      seen('runc 1.1.15'),
    ],
    phrases: ['unable to get oom kill count'],
    who: 'runc, after the container failed to start',
    says: 'This line is a consequence and names no cause. The container failed to start, and runc asked its cgroup whether memory had run out. That cgroup has no such file. The line about runc run or exec has the cause.',
    next: [
      {
        why: 'Read the error that follows, and paste that here.',
        command: 'runc run ID',
      },
      { why: 'Fix the cause that the error names: this line then goes as well.', fixes: true },
    ],
    learn: LESSONS.cgroups,
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
