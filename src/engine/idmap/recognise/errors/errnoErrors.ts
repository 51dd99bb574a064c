import type { ErrorEntry } from './Explained.ts';
import { LESSONS } from './lessons.ts';

/** The errno alone, where nothing else in the message is known: where to look first. */
export const errnoErrors: readonly ErrorEntry[] = [
  {
    phrases: ['operation not permitted', 'eperm'],
    explain: () => ({
      code: 'errno-eperm',
      who: 'the kernel, or a seccomp filter',
      says: 'The kernel or a filter refused the call itself, whoever owns the file: a capability is missing or counts only inside the user namespace, or a seccomp filter returns EPERM.',
      next: [
        {
          why: 'In the container, check the filter and the capabilities.',
          command: 'grep -e Seccomp -e CapEff /proc/self/status',
        },
        {
          why: 'Test without the filter: if the error is gone, the filter was the cause. This is a test, not a fix; remove the option afterwards.',
          command: 'docker run --security-opt seccomp=unconfined ...',
        },
        {
          why: 'On a file, capabilities count only if the map has its owner and its group. 65534 means that it lacks one.',
          command: 'ls -ldn PATH',
        },
      ],
      learn: LESSONS.errno,
      // From errno(3); user_namespaces(7).
    }),
  },
  {
    phrases: ['invalid argument', 'einval'],
    explain: () => ({
      code: 'errno-einval',
      who: 'the kernel',
      says: 'If the call was given an ID, the map of this user namespace does not have it.',
      next: [
        {
          why: 'In the container, look for the ID in the map.',
          command: 'cat /proc/self/uid_map /proc/self/gid_map',
        },
      ],
      learn: LESSONS.errno,
      // From errno(3); user_namespaces(7).
    }),
  },
];
