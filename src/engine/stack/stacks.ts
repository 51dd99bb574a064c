import file from '../../../content/data/versions/stacks.json' with { type: 'json' };
import type { Stack, StackEngine } from './Stack.ts';

/** Every stack there is, the oldest first. */
export const STACKS: readonly Stack[] = stacks();

// @__NO_SIDE_EFFECTS__
function stacks(): readonly Stack[] {
  return file.stacks as readonly Stack[];
}

/** The stack with this name; undefined for no such one. */
export function stackOf(id: string): Stack | undefined {
  return STACKS.find((stack) => stack.id === id);
}

/** The newest stack of an engine. */
export function newestStack(engine: StackEngine): Stack | undefined {
  return STACKS.findLast((stack) => stack.engine === engine);
}
