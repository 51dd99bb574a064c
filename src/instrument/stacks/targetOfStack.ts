import type { Arch } from '../../engine/linux/index.ts';
import type { Target } from '../../engine/seccomp/index.ts';
import { type Stack, targetOfStack } from '../../engine/stack/index.ts';

export { targetOfStack };

/** A container of the stack's with its own default: containerd makes that in code, and its conditions count, as those of a file do not. */
export const targetOfDefault = (stack: Stack, arch: Arch): Target => ({ ...targetOfStack(stack, arch), builtin: true });
