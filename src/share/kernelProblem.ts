import { kernelVersion } from '../engine/linux/index.ts';
import { type Diagnostic, error } from '../engine/text/index.ts';

/** What is wrong with a kernel version: it is none, or no filter can be installed in it (Linux 3.5, commit e2cfabdfd075). */
export function kernelProblem(kernel: string): Diagnostic | undefined {
  const [major, minor = 0] = kernelVersion(kernel) ?? [];
  const problem = (message: string) => error('kernel-version', message, 'Write what uname -r prints.');
  if (kernel.trim() === '') return problem('The kernel version is missing.');
  if (major === undefined) return problem(`${JSON.stringify(kernel)} is not a kernel version such as 6.12.`);
  const hasFilters = major > 3 || (major === 3 && minor >= 5);
  return hasFilters ? undefined : problem('Seccomp filters need Linux 3.5.');
}
