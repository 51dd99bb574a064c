import { kernelCalls } from '#tables';
import { isAtLeast } from './release.ts';

let first: ReadonlyMap<string, string> | undefined;

/**
 * The kernel release that first had a call on any ABI, "6.10" (syscalls(2), and newer calls by their own sources); undefined where no source tells.
 * Throws a RangeError where a page has not loaded the table (`loadKernels`).
 */
export function firstKernel(name: string): string | undefined {
  first ??= new Map(Object.entries(kernelCalls()).flatMap(([release, calls]) => calls.map((call) => [call, release])));
  return first.get(name);
}

/**
 * The release that first had the call, where `kernel` (`uname -r`) is older: it answers ENOSYS. A release candidate counts as its release. undefined where
 * it has the call, or no source tells. Throws as `firstKernel` does.
 */
export function lackedBefore(name: string, kernel: string): string | undefined {
  const since = firstKernel(name);
  return since === undefined || isAtLeast(kernel, since) ? undefined : since;
}
