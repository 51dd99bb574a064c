import { WORD_BITS } from '../../../linux/index.ts';
import { type Block, isBlock, sameAccumulator, type Target } from './Block.ts';
import type { CallEntry } from './CallTable.ts';
import { startPlacement } from './placement.ts';
import { startSearch } from './startSearch.ts';

/** db.c db_col_reset: SCMP_ACT_KILL for an architecture that the filter doesn't know. */
const BAD_ARCH = 0;

/** The load of the number before a binary tree. */
const LOAD = 'load';

/** The program's part for one architecture. */
export interface Part {
  /** The calls that have a number, as they stand in the program. */
  calls: readonly { number: number; entry: CallEntry }[];
  /** The first call loads the number. */
  loads: boolean;
  /** The numbers are searched in a binary tree, which loads them; the calls stand by number, highest first. */
  searched: boolean;
  /** Where the filter has x86_64 without x32, or x32 without x86_64: calls of the other one are told apart first, and the number is loaded for that. */
  alone: 'x86_64' | 'x32' | undefined;
}

/**
 * gen_bpf.c _gen_bpf_build_bpf: gives each block its place, and how many instructions the whole program has. From the end of the program to its start,
 * what a block jumps to is pulled in behind it, unless it has its place already: first the way when true, with all that follows.
 */
export function layOut(parts: readonly Part[], defaultAction: number): number {
  const placement = startPlacement();
  const calls = new Map<string, string>();
  const answer = (action: number) => `ret ${action}`;
  const key = (target: Target) =>
    isBlock(target) ? `block ${target.copy.id}` : answer(target?.action ?? defaultAction);

  placement.put(answer(BAD_ARCH), 1);
  let otherwise = answer(BAD_ARCH);
  for (const [at, part] of [...parts.entries()].reverse()) {
    const first = placeCalls(part);
    const architecture = `architecture ${at}`;
    placement.put(architecture, 1, [{ behind: 0, targets: [placeAlone(part, first), otherwise] }]);
    otherwise = architecture;
  }
  // The load of the architecture.
  return placement.length() + 1;

  /** _gen_bpf_syscalls; gives where the part begins. */
  function placeCalls({ calls: ordered, loads, searched }: Part): string {
    const search = searched ? startSearch(ordered.length) : undefined;
    let next = answer(defaultAction);
    for (const [at, { number, entry }] of [...ordered.entries()].reverse()) {
      const isLoading = loads && at === 0;
      // A node of the tree ends at the default action.
      if (search?.isNodesLast(ordered.length - 1 - at)) next = answer(defaultAction);
      pullIn(entry.program);
      needAnswer(next);
      const call = nameOf(`${number} ${isLoading} ${key(entry.program)} ${next}`);
      placement.put(call, isLoading ? 2 : 1, [{ behind: 0, targets: [key(entry.program), next] }]);
      next = search?.join(ordered.length - at, number, call, placeComparison) ?? call;
    }
    needAnswer(next);
    if (!searched) return next;
    placement.put(LOAD, 1);
    return LOAD;
  }

  /** A jump to `above` for numbers above `number`, else to `below`. */
  function placeComparison(number: number, above: string, below: string): string {
    const comparison = nameOf(`above ${number} ${above} ${below}`);
    placement.put(comparison, 1, [{ behind: 0, targets: [above, below] }]);
    return comparison;
  }

  /** _gen_bpf_arch, "additional ABI filtering". */
  function placeAlone({ alone }: Part, first: string): string {
    if (alone === undefined) return first;
    const bad = { behind: 0, targets: [first, answer(BAD_ARCH)] };
    // x86_64: the bit leads on to the comparison with -1.
    if (alone === 'x86_64') placement.put(alone, 3, [bad, { behind: 1, targets: [first] }]);
    else placement.put(alone, 2, [bad]);
    return alone;
  }

  /** A key of its own for each call that differs: one that told all the calls after it would grow with every call. */
  function nameOf(call: string): string {
    const known = calls.get(call) ?? `call ${calls.size}`;
    calls.set(call, known);
    return known;
  }

  function needAnswer(wanted: string): void {
    if (!placement.has(wanted)) placement.put(wanted, 1);
  }

  function pullIn(program: Target): void {
    const path: { block: Block; way: number }[] = [];
    enter(program, undefined);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { block, way } = top;
      top.way += 1;
      if (way < 2) enter(way === 0 ? block.ifTrue : block.ifFalse, block);
      else {
        placement.put(key(block), block.copy.length, [{ behind: 0, targets: [key(block.ifTrue), key(block.ifFalse)] }]);
        path.pop();
      }
    }

    function enter(target: Target, from: Block | undefined): void {
      if (!isBlock(target)) needAnswer(key(target));
      else if (!target.copy.placed) {
        reach(target, from);
        path.push({ block: target, way: 0 });
      }
    }
  }
}

/** "Do we need to reload the accumulator?": where the block that pulls it in leaves something else there than it takes to be there. */
function reach({ copy, start }: Block, from: Block | undefined): void {
  copy.placed = true;
  if (start === undefined || sameAccumulator(from?.end, start)) return;
  copy.reloads = true;
  copy.length += start.mask === WORD_BITS ? 1 : 2;
}
