import type { Cause, ErrorEntry, Explained, Message } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { page, seen } from './sources.ts';

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
    why: 'On the host, look in the directory above the one in the message. A quota other than -1, divided by the period, is the most CPU time that a cgroup below may have.',
    command: 'cat /sys/fs/cgroup/cpu/PARENT/cpu.cfs_quota_us /sys/fs/cgroup/cpu/PARENT/cpu.cfs_period_us',
  },
  fixes: [
    {
      why: 'Ask for less than the cgroup above has, or raise the limit of that cgroup first. A Pod’s limit is the sum of its containers’ limits.',
      fixes: true,
    },
  ],
};

const OUT_OF_RANGE: Cause = {
  layer: 'cgroup',
  who: 'the kernel: the quota or the period is out of range',
  says: OF_CPU,
  tells: { why: 'See the quota and the period in config.json.', command: 'grep -A6 \'"cpu"\' config.json' },
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
    return {
      ...common,
      says: `A quota of ${quota} µs is too small: the kernel accepts no quota below ${SHORTEST} µs.`,
    };
  if (period !== undefined && (period < SHORTEST || period > LONGEST))
    return {
      ...common,
      says: `A period of ${period} µs is out of range: the kernel accepts a period from ${SHORTEST} to ${LONGEST} µs.`,
    };
  if (isV2) return { ...common, says: OF_CPU };
  return {
    ...common,
    says: 'The kernel refused the value of the limit on CPU time.',
    causes: Number.isNaN(first) ? [OUT_OF_RANGE, ABOVE_PARENT] : [ABOVE_PARENT, OUT_OF_RANGE],
  };
}

const INIT_KILLED = 'container init was oom-killed';

const MORE_MEMORY = {
  why: 'Set a limit above what the container uses already plus what your program needs. Docker accepts no less than 6 MB.',
  command: 'docker run --memory 64m IMAGE',
  fixes: true,
} as const;

/** A limit that the kernel does not take, as runc reports it. */
export const cgroupLimitEntries: readonly ErrorEntry[] = [
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
    phrases: [
      'unable to set memory limit to',
      // setMemory of an older runc, and setSwap of each, pass the kernel's EBUSY on.
      '/memory.limit_in_bytes: device or resource busy',
      '/memory.memsw.limit_in_bytes: device or resource busy',
      // libcontainer/process_linux.go, start.
      INIT_KILLED,
    ],
    reads: ({ text, small }, at) => {
      if (small.startsWith(INIT_KILLED, at))
        return {
          who: 'the kernel, at the cgroup’s memory limit',
          says: 'The limit is below what runc’s own process needs before your program starts, and the kernel killed that process.',
          next: [MORE_MEMORY],
        };
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
      MORE_MEMORY,
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
    says: 'This warning follows from another error. The container failed to start, runc checked its cgroup for an out-of-memory kill, and the cgroup has no such file. The line about runc run or runc exec names the cause.',
    next: [
      {
        why: 'Start the container again, and paste here the error that comes after this warning.',
        command: 'runc run ID',
      },
      { why: 'Fix what that error names: the warning then disappears too.', fixes: true },
    ],
    learn: LESSONS.cgroups,
  }),
];
