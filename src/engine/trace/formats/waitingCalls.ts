import type { FoundCall } from '../LineReader.ts';

/** So many wait. */
const MOST_WAITING = 20_000;

/** Calls that a thread has entered, until a later line tells what came of them. */
export interface WaitingCalls {
  /** Keeps one. Gives the calls of which nothing will be told any more: the one before it, and the older half where there is no room. */
  keep(thread: string, call: FoundCall): readonly FoundCall[];
  take(thread: string): FoundCall | undefined;
  all(): readonly FoundCall[];
}

export function waitingCalls(): WaitingCalls {
  const waiting = new Map<string, FoundCall>();

  function take(thread: string): FoundCall | undefined {
    const call = waiting.get(thread);
    waiting.delete(thread);
    return call;
  }

  return {
    keep(thread, call) {
      const before = take(thread);
      waiting.set(thread, call);
      const left = before === undefined ? [] : [before];
      if (waiting.size <= MOST_WAITING) return left;
      // Many at once: a map looks at each place that was emptied before it finds its first.
      for (const [oldest, older] of waiting) {
        if (2 * waiting.size <= MOST_WAITING) break;
        waiting.delete(oldest);
        left.push(older);
      }
      return left;
    },
    take,
    all: () => [...waiting.values()],
  };
}
