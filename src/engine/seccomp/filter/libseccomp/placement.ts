import { type BpfInstruction, jumping, type Unplaced } from './BpfInstruction.ts';

/** gen_bpf.c _BPF_JMP_MAX: `jt` and `jf` have 8 bits. */
const FARTHEST = 255;

/** A conditional jump, the last instruction of its block but for `behind`, and what it leads to, when true and when false; what is left out is the next instruction. */
export interface Jump {
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
export function startPlacement(): Placement {
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
