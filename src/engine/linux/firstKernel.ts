import { kernelCalls } from '#tables';

let first: ReadonlyMap<string, string> | undefined;

/**
 * The kernel release that first had a call on any ABI, "6.10" (syscalls(2), and newer calls by their own sources); undefined where no source tells.
 * Throws a RangeError where a page has not loaded the table (`loadKernels`).
 */
export function firstKernel(name: string): string | undefined {
  first ??= new Map(Object.entries(kernelCalls()).flatMap(([release, calls]) => calls.map((call) => [call, release])));
  return first.get(name);
}
