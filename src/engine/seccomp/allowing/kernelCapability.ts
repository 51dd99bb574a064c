import { nameOf } from '../../linux/index.ts';
import type { Target } from '../filter/Target.ts';
import type { Call } from '../filter/Verdict.ts';
import { MATTERS } from '../findings/catalogue/leftOpen.ts';

/** The capabilities one of which the kernel requires for the call itself, where the container has none of them; undefined where none is known. */
export function kernelCapability(
  { arch, syscall }: Pick<Call, 'arch' | 'syscall'>,
  { capabilities: held }: Pick<Target, 'capabilities'>,
): readonly string[] | undefined {
  const name = nameOf(arch, syscall) ?? '';
  const needed = MATTERS.find(({ names }) => names.includes(name))?.capabilities;
  return needed?.some((capability) => held.includes(capability)) ? undefined : needed;
}

/** What the call lets a program do that Docker keeps out of containers for a reason: the end of "It lets a program ...". */
export function letsProgram({ arch, syscall }: Pick<Call, 'arch' | 'syscall'>): string | undefined {
  const name = nameOf(arch, syscall) ?? '';
  return MATTERS.find(({ names }) => names.includes(name))?.words;
}
