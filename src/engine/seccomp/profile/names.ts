import type { OciAction, Operator } from './Profile.ts';

/** The actions that runc 1.1 knows (libcontainer/seccomp/config.go). */
export const ACTIONS: readonly OciAction[] = [
  'SCMP_ACT_KILL',
  'SCMP_ACT_KILL_THREAD',
  'SCMP_ACT_KILL_PROCESS',
  'SCMP_ACT_TRAP',
  'SCMP_ACT_ERRNO',
  'SCMP_ACT_TRACE',
  'SCMP_ACT_ALLOW',
  'SCMP_ACT_LOG',
  'SCMP_ACT_NOTIFY',
];

/** The comparisons that runc 1.1 knows (the same file). */
export const OPERATORS: readonly Operator[] = [
  'SCMP_CMP_NE',
  'SCMP_CMP_LT',
  'SCMP_CMP_LE',
  'SCMP_CMP_EQ',
  'SCMP_CMP_GE',
  'SCMP_CMP_GT',
  'SCMP_CMP_MASKED_EQ',
];

/** The architectures that runc 1.1 knows (the same file), those of big-endian machines in the second list. */
const LITTLE_ENDIAN: readonly string[] = [
  'SCMP_ARCH_X86',
  'SCMP_ARCH_X86_64',
  'SCMP_ARCH_X32',
  'SCMP_ARCH_ARM',
  'SCMP_ARCH_AARCH64',
  'SCMP_ARCH_MIPSEL',
  'SCMP_ARCH_MIPSEL64',
  'SCMP_ARCH_MIPSEL64N32',
  'SCMP_ARCH_PPC64LE',
  'SCMP_ARCH_RISCV64',
  'SCMP_ARCH_LOONGARCH64',
];
const BIG_ENDIAN: readonly string[] = [
  'SCMP_ARCH_MIPS',
  'SCMP_ARCH_MIPS64',
  'SCMP_ARCH_MIPS64N32',
  'SCMP_ARCH_PPC',
  'SCMP_ARCH_PPC64',
  'SCMP_ARCH_S390',
  'SCMP_ARCH_S390X',
];

export const RUNC_ARCHITECTURES: readonly string[] = [...LITTLE_ENDIAN, ...BIG_ENDIAN];

export function isBigEndian(architecture: string): boolean {
  return BIG_ENDIAN.includes(architecture);
}

export function isAction(text: string): text is OciAction {
  return ACTIONS.some((action) => action === text);
}

export function isOperator(text: string): text is Operator {
  return OPERATORS.some((operator) => operator === text);
}
