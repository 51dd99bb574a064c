import { compareReleases } from '../../linux/index.ts';
import type { Stack, StackPart } from '../Stack.ts';
import { STACKS } from '../stacks.ts';
import { type NearestStack, releaseIn } from './nearestStack.ts';

/** The newest release that a stack has of the program that is this part of a machine, where the machine's is newer; undefined elsewhere. */
export function olderInStacks(machine: NearestStack, part: StackPart): string | undefined {
  const { engine } = machine.stack;
  const isSame = (stack: Stack) =>
    (part !== 'engine' || stack.engine === engine) && (part !== 'runtime' || stack.runtime === machine.runtime);
  const newest = STACKS.filter(isSame)
    .map((stack) => releaseIn(stack, part))
    .toSorted(compareReleases)
    .at(-1);
  if (newest === undefined) return undefined;
  // CRI-O's is a minor release, "1.33", for all of its patches.
  const own = releaseIn(machine, part).split('.').slice(0, newest.split('.').length).join('.');
  return compareReleases(own, newest) > 0 ? newest : undefined;
}
