import { type Arch, CAPABILITIES } from '../linux/index.ts';
import { capabilitiesOf } from './capabilitiesOf.ts';
import type { Stack } from './Stack.ts';

/** A container that a stack starts without further options: content/data/versions/stacks.json has the sources. Capabilities in the kernel's order. */
export function targetOfStack(stack: Stack, arch: Arch) {
  const { runtime, engine, versions, kernel } = stack;
  const capabilities = CAPABILITIES.filter((each) => capabilitiesOf(stack).includes(each));
  return { arch, kernel, runtime, engine, versions, capabilities };
}
