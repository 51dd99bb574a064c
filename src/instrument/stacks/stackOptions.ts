import { newestStack, STACKS, type Stack, type StackEngine } from '../../engine/stack/index.ts';
import type { SelectOption } from '../../ui/SelectField.tsx';

/** The headings of the list of stacks, in order. */
const GROUPS: readonly { group: string; engines: readonly StackEngine[] }[] = [
  { group: 'Docker', engines: ['docker'] },
  { group: 'Podman', engines: ['podman'] },
  { group: 'Kubernetes and CRI-O', engines: ['containerd', 'cri-o'] },
];

/** Where a link of before there were stacks is open. */
const UNSAID: SelectOption = { value: '', label: 'As this link says' };

/** Every stack to choose from, the newest of each engine first. */
export function stackOptions(chosen: string | undefined): readonly SelectOption[] {
  const newest = newestStack('docker')?.id;
  const all = GROUPS.flatMap(({ group, engines }) =>
    STACKS.filter(({ engine }) => engines.includes(engine))
      .toReversed()
      .map(({ id, label }) => ({ value: id, label: id === newest ? `${label} (newest)` : label, group })),
  );
  return chosen === undefined ? [UNSAID, ...all] : all;
}

/** The other stacks of a stack's engine, those before it and those after it, each with the nearest in time first. */
export function besideStack({ id, engine }: Stack): { older: readonly Stack[]; newer: readonly Stack[] } {
  const same = STACKS.filter((each) => each.engine === engine);
  const at = same.findIndex((each) => each.id === id);
  return { older: same.slice(0, at).reverse(), newer: same.slice(at + 1) };
}
