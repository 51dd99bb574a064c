import type { ErrorEntry } from '../../../messages/index.ts';
import { LESSONS } from './lessons.ts';
import { manual, USER_NAMESPACES } from './sources.ts';

/** The errno alone, where nothing else in the message is known: where to look first. */
export const errnoErrors: readonly ErrorEntry[] = [
  {
    code: 'errno-eperm',
    general: true,
    title: '`Operation not permitted`, EPERM',
    layer: 'unknown',
    examples: ['PermissionError: [Errno 1] Operation not permitted'],
    sources: [
      manual('errno', 3),
      USER_NAMESPACES,
      manual('seccomp', 2),
      manual('capabilities', 7),
      { title: 'Seen with Python 3.13: os.setuid without CAP_SETUID' },
    ],
    phrases: ['operation not permitted', 'eperm'],
    explain: () => ({
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
      causes: [
        {
          layer: 'seccomp',
          who: 'a seccomp filter',
          says: 'The profile of the container returns EPERM for the call, even to root.',
          tells: {
            why: 'Seccomp is 2, and in one test without the filter the error is gone. This is a test, not a fix.',
            command: 'docker run --security-opt seccomp=unconfined ...',
          },
          fixes: [{ why: 'Ask the profile checker about the call, and allow that one call in a copy of the profile.' }],
        },
        {
          layer: 'capability',
          who: 'the kernel: a capability is missing',
          says: 'The call needs a capability that the container does not have, or that must hold in the host’s user namespace.',
          tells: {
            why: 'capsh --decode= names the bits of CapEff; the manual page of the call names the capability that it needs.',
            command: 'grep CapEff /proc/self/status',
          },
          fixes: [
            {
              why: 'Add that one capability, without the CAP_ before it. SYS_ADMIN is close to all of them.',
              command: 'docker run --cap-add NAME IMAGE',
            },
          ],
        },
        {
          layer: 'id-map',
          who: 'the kernel: the file’s owner is not in the map',
          says: 'In a user namespace, capabilities count for a file only if its user and its group are mapped.',
          tells: { why: 'The owner or the group is 65534.', command: 'ls -ldn PATH' },
          fixes: [
            {
              why: 'On the host, give the file to an ID that the map has.',
              command: 'sudo chown HOST_UID:HOST_GID HOST_PATH',
            },
          ],
        },
      ],
      learn: LESSONS.errno,
    }),
  },
  {
    code: 'errno-einval',
    general: true,
    title: '`Invalid argument`, EINVAL',
    layer: 'unknown',
    examples: ['OSError: [Errno 22] Invalid argument'],
    sources: [
      manual('errno', 3),
      USER_NAMESPACES,
      { title: 'Seen with Python 3.13: os.setuid to an ID that the map lacks' },
    ],
    phrases: ['invalid argument', 'einval'],
    explain: () => ({
      who: 'the kernel',
      says: 'The kernel rejects one of the call’s arguments. If that argument is an ID, it is not in this user namespace’s map.',
      next: [
        {
          why: 'In the container, look for the ID in the map.',
          command: 'cat /proc/self/uid_map /proc/self/gid_map',
        },
        { why: 'Use an ID that a line of the map has, or assign a longer range.', fixes: true },
      ],
      causes: [
        {
          layer: 'id-map',
          who: 'the kernel: an ID is not in the map',
          says: 'The call was given a UID or GID, as chown and setuid are, and the map of this user namespace does not have it.',
          tells: {
            why: 'The message names an ID, and no line of the map has it.',
            command: 'cat /proc/self/uid_map /proc/self/gid_map',
          },
          fixes: [{ why: 'Use an ID that a line of the map has, or assign a longer range.' }],
        },
        {
          layer: 'kernel',
          who: 'the kernel: another argument of the call',
          says: 'Every call returns EINVAL for a value that it does not accept: a flag that the kernel or the file system does not know, a number out of range.',
          tells: {
            why: 'The message names no ID. The call that fails, and its manual page, tell which argument it is.',
            command: 'strace -f -Z COMMAND',
          },
          fixes: [{ why: 'Correct the value that the manual page does not allow.' }],
        },
      ],
      learn: LESSONS.errno,
    }),
  },
];
