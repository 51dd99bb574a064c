import { type Arch, architectureOf, type Call, isAtLeast, names, numberOf } from '../../../linux/index.ts';
import { returnValueOf } from '../../filter/answers.ts';
import { decide, type Filter } from '../../filter/wholeCall.ts';
import type { CallWeight } from '../blocks.ts';
import { assemble } from '../compile.ts';
import * as BPF from '../Instruction.ts';
import { ARCHITECTURE_OFFSET, NUMBER_OFFSET, type Program, run } from '../run.ts';
import { programNode } from '../searchSmallest.ts';

const ALLOW = returnValueOf({ action: 'ALLOW', data: 0 });

/**
 * Whether a program allows a call by its number and architecture alone, as the kernel finds out when the filter is loaded (kernel/seccomp.c
 * seccomp_is_const_allow): it follows loads of these two, jumps and AND with constants, and gives up at anything else.
 */
export function constantAllow(instructions: readonly BPF.Instruction[], number: number, auditArch: number): boolean {
  let accumulator = 0;
  for (let at = 0; at < instructions.length; at++) {
    const { code, jt, jf, k } = instructions[at] as BPF.Instruction;
    switch (code) {
      case BPF.LD | BPF.ABS:
        if (k === NUMBER_OFFSET) accumulator = number >>> 0;
        else if (k === ARCHITECTURE_OFFSET) accumulator = auditArch;
        else return false;
        break;
      case BPF.RET:
        return k === ALLOW;
      case BPF.JMP | BPF.JA:
        at += k;
        break;
      case BPF.JMP | BPF.JEQ:
        at += accumulator === k ? jt : jf;
        break;
      case BPF.JMP | BPF.JGE:
        at += accumulator >= k ? jt : jf;
        break;
      case BPF.JMP | BPF.JGT:
        at += accumulator > k ? jt : jf;
        break;
      case BPF.JMP | BPF.JSET:
        at += (accumulator & k) !== 0 ? jt : jf;
        break;
      case BPF.ALU | BPF.AND:
        accumulator = (accumulator & k) >>> 0;
        break;
      default:
        return false;
    }
  }
  return false;
}

/** What a program costs a call. */
export interface CallCost {
  /** False where the kernel knows from its bitmap that the call is allowed, and doesn't run the program. */
  runs: boolean;
  /** The program's instructions that run; 0 where it doesn't. */
  steps: number;
}

/** arch/.../include/asm/seccomp.h SECCOMP_ARCH_COMPAT: the other architecture of which the kernel keeps a bitmap. */
const COMPAT: Readonly<Partial<Record<Arch, Arch>>> = {
  SCMP_ARCH_X86_64: 'SCMP_ARCH_X86',
  SCMP_ARCH_AARCH64: 'SCMP_ARCH_ARM',
  SCMP_ARCH_S390X: 'SCMP_ARCH_S390',
  SCMP_ARCH_PPC64: 'SCMP_ARCH_PPC',
};

/**
 * What a program that is the only filter costs a call. Since Linux 5.11 (kernel/seccomp.c, seccomp_cache_check_allow) the kernel keeps a bitmap of the calls of
 * its own and its compat architecture that a filter allows whatever their arguments, where asm/seccomp.h (as arch/x86/include/asm/seccomp.h) has
 * SECCOMP_ARCH_NATIVE: not on MIPS. Numbers above all calls are in none, so x32's never are. `kernel`: "6.12"; left out, a newer one.
 */
export function callCost(program: Program, call: Call, kernel?: string): CallCost {
  if (isInBitmap(program, call, kernel)) return { runs: false, steps: 0 };
  return { runs: true, steps: run(program, call).steps.length };
}

function isInBitmap(
  { arch: native, instructions }: Program,
  { arch, syscall }: Call,
  kernel: string | undefined,
): boolean {
  if (kernel !== undefined && !isAtLeast(kernel, '5.11')) return false;
  const { family, auditArch } = architectureOf(native);
  const asked = architectureOf(arch).auditArch;
  const compat = COMPAT[native];
  const abi =
    asked === auditArch
      ? native
      : compat !== undefined && asked === architectureOf(compat).auditArch
        ? compat
        : undefined;
  const number = syscall >>> 0;
  if (family === 'mips' || abi === undefined || number > highestOf(abi)) return false;
  return constantAllow(instructions, number, asked);
}

/** One less than the kernel's NR_syscalls. */
function highestOf(arch: Arch): number {
  return numberOf(arch, names(arch).at(-1) ?? '') ?? 0;
}

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

/** So little that no step is worth an instruction, and so much that no instruction is worth a step. */
const NOTHING = 1e-6;
const EVERYTHING = 1e6;

/**
 * The best that trees of JGE and JEQ alone can do for a filter, one tree for each architecture, by exact dynamic programming (`solveRuns`): the fewest
 * instructions, and the fewest steps for an allowed call. No such tree is smaller: a JEQ can always stand below every JGE, as in these. None takes fewer steps
 * in which no JEQ stands above a JGE, which pays only for a call that comes more often than all that the JGE takes away. Where ends of the trees do the same,
 * they are written once.
 */
export function treeOptimum(filter: Filter): { size: Program; steps: Program } {
  const best = (steps: number): Program => ({
    arch: filter.target.arch,
    ...assemble(programNode(filter, { steps, apart: true })),
  });
  return { size: best(NOTHING), steps: best(EVERYTHING) };
}

/** The last number that is counted: programs are compared by the same calls, whatever later kernels add. */
const LAST = 462;

/**
 * The instructions that a program runs for a call, in the mean over an ABI's numbers 0 to 462 that the filter allows with arguments of 0, loads and the return
 * counted. Undefined where it allows none.
 */
export function meanSteps(filter: Filter, program: Program, arch: Arch): number | undefined {
  const { syscallBase } = architectureOf(arch);
  let calls = 0;
  let steps = 0;
  for (let number = 0; number <= LAST; number++) {
    const call = { arch, syscall: syscallBase + number, args: [] };
    if (decide(filter, call).action !== 'ALLOW') continue;
    calls++;
    steps += run(program, call).steps.length;
  }
  return calls === 0 ? undefined : steps / calls;
}

/**
 * The instructions that a program runs for a call with arguments of 0, in the mean over calls by their weights, loads and the return counted, and without the
 * kernel's bitmap, which spares most calls the program. Undefined without a weight.
 */
export function weighedSteps(program: Program, weights: readonly CallWeight[]): number | undefined {
  const all = weights.reduce((sum, { weight }) => sum + weight, 0);
  if (all === 0) return undefined;
  return weights.reduce(
    (sum, { arch, syscall, weight }) => sum + (weight / all) * run(program, { arch, syscall, args: [] }).steps.length,
    0,
  );
}
