import { type Arch, isLoaded, numberOf } from '../../../../engine/linux/index.ts';

/** Something to get, in words, and calls that get it: an intent of the engine's table, as lists show it. */
export interface Goal {
  id: string;
  words: string;
  examples: readonly string[];
}

/**
 * The call to ask for a goal with: the first of its examples that the ABI has, or else the first, and the answer says what the ABI lacks. The first too
 * while the ABI's tables are on their way.
 */
export function goalCall(arch: Arch, { examples }: Goal): string | undefined {
  if (!isLoaded(arch)) return examples[0];
  return examples.find((call) => numberOf(arch, /^\w+/.exec(call)?.[0] ?? '') !== undefined) ?? examples[0];
}
