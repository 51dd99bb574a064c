import type { CallCounts } from '../presetCounts.ts';

/** The berg in words, for those who don't see the drawing. */
export function bergSummary({ reachable, total }: Pick<CallCounts, 'reachable' | 'total'>, docker: string): string {
  return (
    'Above the water: your code. Below it, ever larger: your vendor’s code, the base image, the runtime and the kernel, which all ' +
    'containers share. Three lines hold the berg where the kernel begins: what a process may do (seccomp), see (namespaces) and use ' +
    `(cgroups). The kernel is drawn to scale: Docker’s default profile (${docker}) leaves ${reachable} of the ${total} x86_64 calls reachable; ` +
    `the hatched part is the ${total - reachable} that it blocks.`
  );
}
