import { STACKS, type Stack } from '../../engine/stack/index.ts';

/** The other stacks of a stack's engine, those before it and those after it, each with the nearest in time first. */
export function besideStack({ id, engine }: Stack): { older: readonly Stack[]; newer: readonly Stack[] } {
  const same = STACKS.filter((each) => each.engine === engine);
  const at = same.findIndex((each) => each.id === id);
  return { older: same.slice(0, at).reverse(), newer: same.slice(at + 1) };
}
