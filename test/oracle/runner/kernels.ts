import type { Suite } from '../../../src/tools/data/kernelHeaders.ts';

/** Whose kernel is booted, by the name under which its recordings are kept. */
export const KERNELS: Readonly<Record<string, Suite>> = {
  'linux-bullseye': 'bullseye',
  'linux-bookworm': 'bookworm',
  'linux-trixie': 'trixie',
  'linux-sid': 'sid',
  'linux-experimental': 'experimental',
};

/** Only here is it asked what differs from one kernel to the next; the rest any kernel that the site answers for says alike. */
export const OF_THE_KERNEL = 'seccomp/record_kernel_calls';

/** The recorders that each of these kernels is asked by. */
export const ASKED_OF_KERNELS = ['idmap/record_writes', OF_THE_KERNEL];
