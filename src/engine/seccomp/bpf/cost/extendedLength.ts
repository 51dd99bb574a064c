import * as BPF from '../Instruction.ts';

/** A and X are set to 0, and the call's data is kept in a register of its own. */
const PROLOGUE = 3;
const SIGN = 0x80000000;
/** A division by the index register is not to be one by 0: four instructions before it. */
const GUARDED_DIVISION = 5;

/**
 * How many instructions of eBPF the kernel makes of a program (net/core/filter.c bpf_convert_filter, behind seccomp_check_filter of kernel/seccomp.c): what then
 * runs, or is compiled once more by its JIT.
 */
export function extendedLength(instructions: readonly BPF.Instruction[]): number {
  return instructions.reduce((sum, instruction) => sum + lengthOf(instruction), PROLOGUE);
}

function lengthOf({ code, jt, jf, k }: BPF.Instruction): number {
  // RET of the accumulator needs no move into the register that is returned.
  if (BPF.classOf(code) === BPF.RET) return code & BPF.A ? 1 : 2;
  if (code === (BPF.ALU | BPF.DIV | BPF.X)) return GUARDED_DIVISION;
  if (!BPF.isConditional(code)) return 1;
  // Constants are signed there: one with bit 31 comes from a register.
  const constant = (code & BPF.X) === 0 && k >= SIGN ? 1 : 0;
  // There is no jump for "none of the bits".
  const isOne = jf === 0 || (jt === 0 && BPF.operationOf(code) !== BPF.JSET);
  return constant + (isOne ? 1 : 2);
}
