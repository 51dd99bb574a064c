import type { ErrorEntry } from './ErrorEntry.ts';
import { LESSONS } from './lessons.ts';

/** The errno alone, where nothing else in the message is known: where to look first. */
export const errnoErrors: readonly ErrorEntry[] = [
  {
    phrases: ['operation not permitted', 'eperm'],
    explain: () => ({
      code: 'errno-eperm',
      who: 'the kernel, or a seccomp filter',
      says: 'The call itself was refused, whatever the file’s owner: a capability is missing, counts only inside the user namespace, or a filter answers so.',
      facts: {},
      next: [
        { why: 'See filter and capabilities, inside.', command: 'grep -e Seccomp -e CapEff /proc/self/status' },
        {
          why: 'If it is a filter, the error goes with it. Then put it back: this is a test and no fix.',
          command: 'docker run --security-opt seccomp=unconfined ...',
        },
        {
          why: 'Over a file, capabilities count only where the map has its user and its group: 65534 is the sign.',
          command: 'ls -ldn PATH',
        },
      ],
      learn: LESSONS.errno,
      source: 'errno(3); user_namespaces(7)',
    }),
  },
  {
    phrases: ['invalid argument', 'einval'],
    explain: () => ({
      code: 'errno-einval',
      who: 'the kernel',
      says: 'Where an id was asked for, the map of this user namespace lacks it.',
      facts: {},
      next: [
        {
          why: 'See the map, inside, and look for the id in it.',
          command: 'cat /proc/self/uid_map /proc/self/gid_map',
        },
      ],
      learn: LESSONS.errno,
      source: 'errno(3); user_namespaces(7)',
    }),
  },
];
