import type { Arch } from '../../../engine/linux/index.ts';

const EXAMPLES: Partial<Record<Arch, readonly string[]>> = {
  SCMP_ARCH_X86_64: ['mkdir', 'socket(AF_ALG)', 'unshare(CLONE_NEWUSER) = -1 EPERM', 'x86: socketcall(1)', '165'],
  SCMP_ARCH_X86: ['unshare', 'mkdir', 'socketcall(1)', 'personality(8)', '21'],
  SCMP_ARCH_X32: ['unshare', 'mkdir', 'socket(AF_ALG)'],
  SCMP_ARCH_AARCH64: ['unshare', 'mkdirat', 'socket(AF_ALG)', 'personality(8)', '40'],
};
/** Calls that every ABI has. */
const EVERYWHERE = ['unshare', 'mkdirat', 'socket(AF_ALG)', 'personality(8)'];

/** Questions to begin with, of calls that the ABI has. */
export const exampleQuestions = (arch: Arch): readonly string[] => EXAMPLES[arch] ?? EVERYWHERE;
