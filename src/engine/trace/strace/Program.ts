import type { Arch } from '../../linux/index.ts';
import type { CallKind, Entry, First } from '../collect/CallKind.ts';

/** Calls that two ABIs have by the same name, while it is not told whose they are. */
export interface Waiting {
  native: CallEntry;
  other: CallEntry;
  count: number;
  first: First;
}

/** An entry, with the calls of its number. */
export interface CallEntry {
  kind: CallKind;
  entry: Entry;
}

/** What processes run from an execve to the next, with all that they fork meanwhile: it has one mode. */
export class Program {
  /** Undefined while nothing tells it. */
  arch: Arch | undefined;
  /** strace said so itself, and says it again when it changes. */
  isPrinted = false;
  /** Lines of both ABIs were seen: there was an execve, or another process, that the trace doesn't show. */
  isMixed = false;
  calls = 0;
  waiting: Map<Entry, Waiting[]> | undefined;
  /** Where the process that was seen to begin it ended, while nothing shows what made that. */
  ended: number | undefined;
  /** It turned out to be this one. */
  same: Program | undefined;
}

/** The program that this one turned out to be. */
export function rootOf(program: Program): Program {
  let root = program;
  while (root.same !== undefined) {
    // The next search goes half as far.
    root.same = root.same.same ?? root.same;
    root = root.same;
  }
  return root;
}
