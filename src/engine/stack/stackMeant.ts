import { nearest } from '../linux/index.ts';
import { STACK_ENGINES } from './engineNames.ts';
import { nearestOfEngine } from './installed/nearestStack.ts';
import type { Stack, StackEngine } from './Stack.ts';
import { newestStack, STACKS, stackOf } from './stacks.ts';

const ENGINES = Object.keys(STACK_ENGINES) as StackEngine[];

/**
 * The stack that is meant by a name that none has: for an engine alone, its newest; for an engine and a release, the one that a machine with
 * that release is nearest to; else the one whose name is spelt nearly so, or the newest of that name. Undefined where none comes near.
 */
export function stackMeant(word: string): Stack | undefined {
  const small = word.toLowerCase();
  const engine = ENGINES.find((each) => small === each || small.startsWith(`${each}-`));
  const release = engine && small.slice(engine.length + 1);
  if (engine && release === '') return newestStack(engine);
  const near = engine && nearestOfEngine(engine, release?.includes('.') ? release : `${release}.0`);
  if (near) return near;
  const [spelt = ''] = nearest(
    word,
    STACKS.map(({ id }) => id),
  );
  const [name] = small.split('-');
  return stackOf(spelt) ?? STACKS.findLast(({ id }) => id.startsWith(`${name}-`));
}
