/** gen_bpf.c SYSCALLS_PER_NODE. */
const CALLS_PER_NODE = 4;

/** A binary tree over the numbers of a part's calls, made from the lowest call, `at` 0, to the highest. */
interface Search {
  /** Whether the call stands last in its node. */
  isNodesLast(at: number): boolean;
  /**
   * Tells that the lowest `count` calls are placed, the last of them with this number at `call`. Gives where the tree over them begins: at the call,
   * or at comparisons, each placed by `place`.
   */
  join(
    count: number,
    number: number,
    call: string,
    place: (number: number, above: string, below: string) => string,
  ): string;
}

/**
 * gen_bpf.c, where SCMP_FLTATR_CTL_OPTIMIZE is 2 (_gen_bpf_init_bintree, _gen_bpf_bintree): the tree is as if there were calls below the lowest, so
 * many that every node is full. `calls` is at least 1.
 */
export function startSearch(calls: number): Search {
  let levels = 2;
  while (CALLS_PER_NODE << (levels - 1) < calls) levels += 1;
  const empty = (CALLS_PER_NODE << levels) - calls;
  /** By level, the subtree below the one that is being made: its highest number, and where it begins. */
  const below: ({ number: number; first: string } | undefined)[] = [];

  return {
    isNodesLast: (at) => (at + empty) % CALLS_PER_NODE === 0,
    join(count, number, call, place) {
      let level = levels - 1;
      while (level >= 0 && (count + empty) % (CALLS_PER_NODE << level) !== 0) level -= 1;
      if (level < 0) return call;
      let first = call;
      for (const subtree of below.slice(0, level)) {
        if (subtree !== undefined) first = place(subtree.number, first, subtree.first);
      }
      below[level] = { number, first };
      return first;
    },
  };
}
