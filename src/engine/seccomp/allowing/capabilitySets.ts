import type { Filter } from '../filter/Filter.ts';
import type { Target } from '../filter/Target.ts';

/**
 * The sets of capabilities that the container lacks, each of which brings in a rule that names the call. Where `isEnough` for the kernel as well, only those;
 * sets without CAP_SYS_ADMIN first, which capabilities(7) calls overloaded, then the smaller ones.
 */
export function capabilitySets(
  { inactive, target }: Filter,
  name: string | undefined,
  isEnough: (given: Target) => boolean,
): readonly (readonly string[])[] {
  const sets = (inactive.get(name ?? '') ?? []).flatMap(({ why: { needs, excluded, values } }) =>
    needs === 'capability' && !excluded ? [values] : [],
  );
  const different = [...new Map(sets.map((set) => [set.join(), set])).values()];
  const enough = different.filter((set) => isEnough({ ...target, capabilities: [...target.capabilities, ...set] }));
  return (enough.length > 0 ? enough : different).toSorted((a, b) => breadth(a) - breadth(b) || a.length - b.length);
}

const breadth = (set: readonly string[]) => Number(set.includes('CAP_SYS_ADMIN'));
