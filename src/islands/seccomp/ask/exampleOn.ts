import { type Arch, numberOf } from '../../../engine/linux/index.ts';
import type { End } from './End.ts';

/** The call to ask for an end with: the first of its examples that the ABI has, or else the first, and the answer says what the ABI lacks. */
export function exampleOn(arch: Arch, { examples }: End): string | undefined {
  return examples.find((call) => numberOf(arch, /^\w+/.exec(call)?.[0] ?? '') !== undefined) ?? examples[0];
}
