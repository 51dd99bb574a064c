import type { Arch } from '../../engine/linux/index.ts';
import type { Target } from '../../engine/seccomp/index.ts';
import type { Stack } from '../../engine/stack/index.ts';
import { saidBy } from '../../share/seccompLink.ts';

/** A container that a stack starts without further options: content/data/versions/stacks.json has the sources. */
export function targetOfStack(stack: Stack, arch: Arch): Target {
  const { runtime, engine, engineVersion, runtimeVersion, libseccomp, kernel, capabilities } = saidBy(stack);
  return {
    arch,
    kernel,
    runtime,
    engine,
    versions: { engine: engineVersion, runtime: runtimeVersion, libseccomp },
    capabilities,
  };
}

/** The same, with the stack's own default: containerd makes that in code, and its conditions count, as those of a file do not. */
export const targetOfDefault = (stack: Stack, arch: Arch): Target => ({ ...targetOfStack(stack, arch), builtin: true });
