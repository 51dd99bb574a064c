import { isAtLeast, kernelVersion } from '../engine/linux/index.ts';
import { type Diagnostic, error } from '../engine/text/index.ts';

/** What an instrument asks the kernel for, and the first release that has it. */
const NEEDS = {
  /** Commit e2cfabdfd075. */
  filters: { since: '3.5', words: 'Seccomp filters' },
  /** clone(2), CLONE_NEWUSER: "the final pieces to make the user namespaces completely usable were merged in Linux 3.8". */
  namespaces: { since: '3.8', words: 'User namespaces' },
} as const;

export type KernelNeed = keyof typeof NEEDS;

/** What is wrong with a kernel version: it is none, or it lacks what the instrument is about. */
export function kernelProblem(kernel: string, need: KernelNeed): Diagnostic | undefined {
  const problem = (message: string) => error('kernel-version', message, 'Write what uname -r prints.');
  if (kernel.trim() === '') return problem('The kernel version is missing.');
  if (kernelVersion(kernel) === undefined)
    return problem(`${JSON.stringify(kernel)} is not a kernel version such as 6.12.`);
  const { since, words } = NEEDS[need];
  return isAtLeast(kernel, since) ? undefined : problem(`${words} need Linux ${since} or newer.`);
}
