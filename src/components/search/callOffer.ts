import { formatFragment } from '../../share/fragment.ts';
import { href } from '../../site/href.ts';
import type { ResultLine } from './flattenResults.ts';

/**
 * The line that leads to the profile checker, asked about the call that was pasted, on the stack of that name, the default profile of these Docker releases;
 * undefined for other text.
 */
export function callOffer(query: string, stack: string, releases: string): ResultLine | undefined {
  const call = callInLine(query);
  if (call === undefined) return undefined;
  const fragment = formatFragment([
    ['stack', stack],
    ['call', query],
  ]);
  return {
    kind: 'call',
    title: 'Ask the profile checker about ',
    code: call,
    url: href(`/play/seccomp/#${fragment}`),
    excerpt: [`Does Docker’s default profile (${releases}) allow this call, and which line decides?`],
  };
}

/**
 * `mount("proc", "/proc", "proc", 0, NULL) = -1 EPERM (...)` as strace prints it, behind a process and a time or not; or a call as people write it,
 * `keyctl(KEYCTL_JOIN_SESSION_KEYRING, NULL)`. `seccomp(2)` is a page of the manual, and behind a program's name stands its error.
 */
const LINE =
  /^(?:(?:\[pid\s+\d+\]|\d+)\s+)?(?:[\d:.]+\s+)?([a-z_]\w*)\((?!\d[a-z]*\)$).*(?:\)|\)\s*=\s.+|<unfinished \.\.\.>)$/;

/** The name of the system call that a pasted line is about; undefined where it is none. The checker reads the rest. */
export function callInLine(text: string): string | undefined {
  return LINE.exec(text)?.[1];
}
