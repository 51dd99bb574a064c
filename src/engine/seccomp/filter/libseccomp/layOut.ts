import { X32_BIT } from '../../../linux/index.ts';
import { type Block, isBlock, sameAccumulator, type Target } from './Block.ts';
import {
  type BpfInstruction,
  jumping,
  loadArchitecture,
  loadNumber,
  returning,
  type Unplaced,
} from './BpfInstruction.ts';
import { blockInstructions } from './blockInstructions.ts';
import type { CallEntry } from './CallTable.ts';

/** gen_bpf.c _BPF_JMP_MAX: `jt` and `jf` have 8 bits. */
const FARTHEST = 255;

/** A conditional jump, the last instruction of its block but for `behind`, and what it leads to, when true and when false; what is left out is the next instruction. */
interface Jump {
  behind: number;
  jt?: string;
  jf: string;
}

/** The places of a program, from its end to its start. Blocks with the same instructions have the same key, and a jump goes to the nearest of them. */
interface Placement {
  has(key: string): boolean;
  /** Puts a block before all that stands there already, its last jump first among `jumps`. */
  put(key: string, block: readonly Unplaced[], jumps?: readonly Jump[]): void;
  /** All that stands there, from the start on. */
  program(): BpfInstruction[];
}

/**
 * gen_bpf.c, how long jumps come in (_gen_bpf_build_bpf, _gen_bpf_build_jmp): where a block's jump leads too far, a JA, or another RET, is put right
 * behind the block. That moves its other targets away, so all its jumps are looked at again. Later blocks, which stand before it, use it too.
 */
function startPlacement(): Placement {
  const backwards: BpfInstruction[] = [];
  /** By key, the instructions from the nearest such place to the program's end. */
  const places = new Map<string, number>();
  /** By key, the blocks that are one RET. */
  const answers = new Map<string, Unplaced>();

  const over = (behind: number, target: string) => behind + backwards.length - (places.get(target) ?? 0);
  const bring = (target: string) => {
    const instruction = answers.get(target) ?? jumping('JA', over(0, target));
    backwards.push({ ...instruction, jt: 0, jf: 0 });
    places.set(target, backwards.length);
  };

  return {
    has: (key) => places.has(key),
    program: () => backwards.toReversed(),
    put(key, block, jumps = []) {
      let settled = false;
      while (!settled) {
        settled = true;
        for (const { behind, jt, jf } of jumps) {
          for (const target of jt === undefined ? [jf] : [jt, jf]) {
            if (over(behind, target) <= FARTHEST) continue;
            bring(target);
            settled = false;
          }
        }
      }
      const [only, ...more] = block;
      if (only !== undefined && more.length === 0 && jumps.length === 0) answers.set(key, only);
      const end = backwards.length;
      for (const [behind, instruction] of block.toReversed().entries()) {
        const jump = jumps.find((each) => each.behind === behind);
        const distance = (target: string | undefined) =>
          target === undefined ? 0 : behind + end - (places.get(target) ?? 0);
        backwards.push({ ...instruction, jt: distance(jump?.jt), jf: distance(jump?.jf) });
      }
      places.set(key, backwards.length);
    },
  };
}

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
function startSearch(calls: number): Search {
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

/** db.c db_col_reset: SCMP_ACT_KILL for an architecture that the filter doesn't know. */
const BAD_ARCH = 0;

/** The number of a call that a tracer skips. */
const SKIPPED = 0xffffffff;

/** The load of the number before a binary tree. */
const LOAD = 'load';

/** The program's part for one architecture. */
export interface Part {
  /** linux/audit.h AUDIT_ARCH_*. */
  auditArch: number;
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
 * gen_bpf.c _gen_bpf_build_bpf: gives each block its place, and with that the whole program. From the end of the program to its start,
 * what a block jumps to is pulled in behind it, unless it has its place already: first the way when true, with all that follows.
 */
export function layOut(
  parts: readonly Part[],
  defaultAction: number,
  endian: 'little' | 'big',
): readonly BpfInstruction[] {
  const placement = startPlacement();
  const calls = new Map<string, string>();
  const answer = (action: number) => `ret ${action}`;
  const isAnswer = (wanted: string) => wanted === answer(defaultAction);
  const key = (target: Target) =>
    isBlock(target) ? `block ${target.copy.id}` : answer(target?.action ?? defaultAction);

  placement.put(answer(BAD_ARCH), [returning(BAD_ARCH)]);
  let otherwise = answer(BAD_ARCH);
  for (const [at, part] of [...parts.entries()].reverse()) {
    const first = placeCalls(part);
    const architecture = `architecture ${at}`;
    const entry = placeAlone(part, first);
    placement.put(architecture, [jumping('EQ', part.auditArch)], [{ behind: 0, jt: entry, jf: otherwise }]);
    otherwise = architecture;
  }
  return [{ ...loadArchitecture, jt: 0, jf: 0 }, ...placement.program()];

  /** _gen_bpf_syscalls; gives where the part begins. */
  function placeCalls({ calls: ordered, loads, searched }: Part): string {
    const search = searched ? startSearch(ordered.length) : undefined;
    let next = answer(defaultAction);
    for (const [at, { number, entry }] of [...ordered.entries()].reverse()) {
      const isLoading = loads && at === 0;
      // A node of the tree ends at the default action.
      if (search?.isNodesLast(ordered.length - 1 - at)) next = answer(defaultAction);
      pullIn(entry.program);
      if (isAnswer(next)) needAnswer(defaultAction);
      const call = nameOf(`${number} ${isLoading} ${key(entry.program)} ${next}`);
      const comparison = jumping('EQ', number);
      placement.put(call, isLoading ? [loadNumber, comparison] : [comparison], [
        { behind: 0, jt: key(entry.program), jf: next },
      ]);
      next = search?.join(ordered.length - at, number, call, placeComparison) ?? call;
    }
    if (isAnswer(next)) needAnswer(defaultAction);
    if (!searched) return next;
    placement.put(LOAD, [loadNumber]);
    return LOAD;
  }

  /** A jump to `above` for numbers above `number`, else to `below`. */
  function placeComparison(number: number, above: string, below: string): string {
    const comparison = nameOf(`above ${number} ${above} ${below}`);
    placement.put(comparison, [jumping('GT', number)], [{ behind: 0, jt: above, jf: below }]);
    return comparison;
  }

  /** _gen_bpf_arch, "additional ABI filtering". */
  function placeAlone({ alone }: Part, first: string): string {
    if (alone === undefined) return first;
    const bit = jumping('GE', X32_BIT);
    if (alone === 'x32') placement.put(alone, [loadNumber, bit], [{ behind: 0, jt: first, jf: answer(BAD_ARCH) }]);
    else {
      // The bit leads on to the comparison with -1.
      const skipped = jumping('EQ', SKIPPED);
      const jumps = [
        { behind: 0, jt: first, jf: answer(BAD_ARCH) },
        { behind: 1, jf: first },
      ];
      placement.put(alone, [loadNumber, bit, skipped], jumps);
    }
    return alone;
  }

  /** A key of its own for each call that differs: one that told all the calls after it would grow with every call. */
  function nameOf(call: string): string {
    const known = calls.get(call) ?? `call ${calls.size}`;
    calls.set(call, known);
    return known;
  }

  function needAnswer(action: number): void {
    if (!placement.has(answer(action))) placement.put(answer(action), [returning(action)]);
  }

  function pullIn(program: Target): void {
    const path: { block: Block; way: number }[] = [];
    enter(program, undefined);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { block, way } = top;
      top.way += 1;
      if (way < 2) enter(way === 0 ? block.ifTrue : block.ifFalse, block);
      else {
        placement.put(key(block), blockInstructions(block, endian), [
          { behind: 0, jt: key(block.ifTrue), jf: key(block.ifFalse) },
        ]);
        path.pop();
      }
    }

    function enter(target: Target, from: Block | undefined): void {
      if (!isBlock(target)) needAnswer(target?.action ?? defaultAction);
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
  copy.reloads = start !== undefined && !sameAccumulator(from?.end, start);
}
