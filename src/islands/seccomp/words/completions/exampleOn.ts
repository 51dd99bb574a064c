import { type Arch, isLoaded, numberOf } from '../../../../engine/linux/index.ts';
import type { End } from './End.ts';

/**
 * The call to ask for an end with: the first of its examples that the ABI has, or else the first, and the answer says what the ABI lacks. The first too
 * while the ABI's tables are on their way.
 */
export function exampleOn(arch: Arch, { examples }: End): string | undefined {
  if (!isLoaded(arch)) return examples[0];
  return examples.find((call) => numberOf(arch, /^\w+/.exec(call)?.[0] ?? '') !== undefined) ?? examples[0];
}
