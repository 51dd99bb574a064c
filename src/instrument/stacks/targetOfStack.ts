import type { Arch } from '../../engine/linux/index.ts';
import type { Target } from '../../engine/seccomp/index.ts';
import { type Stack, targetOfStack } from '../../engine/stack/index.ts';
import { engineOfPreset } from '../presets/presets.ts';

export { targetOfStack };

/** A container of the stack's with its own default: containerd makes that in code, and its conditions count, as those of a file do not. */
export const targetOfDefault = (stack: Stack, arch: Arch): Target => ({ ...targetOfStack(stack, arch), builtin: true });

/** A container of the stack's with a preset: another engine's default, or one that is nobody's, comes to it as a file. */
export const targetOfPreset = (preset: string, stack: Stack, arch: Arch): Target =>
  engineOfPreset(preset) === stack.engine ? targetOfDefault(stack, arch) : targetOfStack(stack, arch);
