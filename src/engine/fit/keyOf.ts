import type { Arch } from '../linux/index.ts';

/** The same key for the same call, whatever its arguments. */
export const keyOf = ({ arch, syscall }: { arch: Arch; syscall: number }): string => `${arch} ${syscall}`;
