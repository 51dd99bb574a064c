import type { Cause } from '../../idmap/index.ts';

/** Why no process or thread more: the cgroup's limit, or the user's. */
export const PIDS_LIMIT: Cause = {
  layer: 'cgroup',
  who: 'the pids cgroup of the container',
  says: 'The container has as many processes and threads as its cgroup allows. Podman sets 2048 by default; Docker sets no limit; the kubelet may set podPidsLimit.',
  tells: {
    why: 'The two numbers are equal, or max in pids.events is above 0.',
    command: 'cat /sys/fs/cgroup/pids.current /sys/fs/cgroup/pids.max /sys/fs/cgroup/pids.events',
  },
  fixes: [
    { why: 'See what runs; leaked processes are a common cause.', command: 'docker top CONTAINER' },
    {
      why: 'If the program needs all of them, raise the limit.',
      command: 'docker update --pids-limit 4096 CONTAINER',
      fixes: true,
    },
  ],
};

const USER_LIMIT: Cause = {
  layer: 'kernel',
  who: 'the kernel: RLIMIT_NPROC or another limit',
  says: 'The limit counts all processes of the user’s host UID in one user namespace, across all containers. kernel.threads-max and kernel.pid_max count the whole host.',
  tells: {
    why: 'The cgroup has room. Compare the limit with the user’s threads on the host.',
    command: 'ulimit -u; ps -eLo uid= | sort | uniq -c',
  },
  fixes: [{ why: 'Raise the limit for this container.', command: 'docker run --ulimit nproc=8192 IMAGE', fixes: true }],
};

/** What is told where no process or thread more is allowed. */
export const PROCESS_LIMITS = {
  who: 'a limit on processes',
  says: 'No further process or thread was allowed for the moment (EAGAIN). Threads count as processes.',
  next: [PIDS_LIMIT.tells, ...PIDS_LIMIT.fixes],
  causes: [PIDS_LIMIT, USER_LIMIT],
} as const;
