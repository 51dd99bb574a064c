/** gen_bpf.c _BPF_JMP_MAX: `jt` and `jf` have 8 bits. */
const FARTHEST = 255;

/** A conditional jump, the last instruction of its block but for `behind`, and what it leads to: when true, then when false. */
export interface Jump {
  behind: number;
  targets: readonly string[];
}

/** The places of a program, from its end to its start. Blocks with the same instructions have the same key, and a jump goes to the nearest of them. */
export interface Placement {
  has(key: string): boolean;
  /** Puts a block before all that stands there already, its last jump first among `jumps`. */
  put(key: string, length: number, jumps?: readonly Jump[]): void;
  /** Instructions so far. */
  length(): number;
}

/**
 * gen_bpf.c, how long jumps come in (_gen_bpf_build_bpf, _gen_bpf_build_jmp): where a block's jump leads too far, a JA, or another RET, is put right
 * behind the block. That moves its other targets away, so all its jumps are looked at again. Later blocks, which stand before it, use it too.
 */
export function startPlacement(): Placement {
  let behind = 0;
  /** By key, the instructions from the nearest such place to the program's end. */
  const places = new Map<string, number>();

  const isFar = (jump: Jump, target: string) => jump.behind + behind - (places.get(target) ?? 0) > FARTHEST;
  const mark = (key: string, length: number) => {
    behind += length;
    places.set(key, behind);
  };

  return {
    has: (key) => places.has(key),
    length: () => behind,
    put(key, length, jumps = []) {
      let settled = false;
      while (!settled) {
        settled = true;
        for (const jump of jumps) {
          for (const target of jump.targets) {
            if (!isFar(jump, target)) continue;
            mark(target, 1);
            settled = false;
          }
        }
      }
      mark(key, length);
    },
  };
}
