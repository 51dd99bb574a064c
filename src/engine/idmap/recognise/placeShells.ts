import type { Draft } from './draftsOf.ts';

/** What a process in the first user namespace reads of itself (user_namespaces(7)). */
const IDENTITY = /^0\s+0\s+4294967295$/;

/** Files of one's own process, and of the first one, tell where one is; any other PID may be elsewhere. */
const OWN: ReadonlySet<string | undefined> = new Set(['self', 'thread-self', '1']);

const PRINTERS: ReadonlySet<string> = new Set(['cat', 'head', 'tail', 'more', 'less', 'bat', 'grep']);

/**
 * A shell that reads a uid_map of its own which is not the identity stands in a user namespace: what it prints elsewhere in the text, behind the
 * same prompt, was seen there as well.
 */
export function placeShells(drafts: readonly Draft[]): Draft[] {
  const inside = new Set(drafts.flatMap((draft) => (readsOwnMap(draft) ? [draft.context.shell] : [])));
  if (inside.size === 0) return [...drafts];
  return drafts.map((draft) => {
    const { shell } = draft.context;
    return shell !== undefined && inside.has(shell) ? { ...draft, where: 'container' } : draft;
  });
}

function readsOwnMap({ part, lines, context, where }: Draft): boolean {
  const { typed, pid, shell } = context;
  if (part.kind !== 'map' || where !== undefined || shell === undefined || typed === undefined) return false;
  if (!OWN.has(pid) || typed.outer !== typed.program || !PRINTERS.has(typed.program)) return false;
  return lines.some(({ said }) => /^\d+\s+\d+\s+\d+$/.test(said) && !IDENTITY.test(said));
}
