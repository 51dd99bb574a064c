import { type Arch, architectureOf, type Call, isAtLeast, names, numberOf } from '../../../linux/index.ts';
import type { Program } from '../Program.ts';
import { run } from '../run.ts';
import { constantAllow } from './constantAllow.ts';

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
