import type { Filter } from '../filter/Filter.ts';

/**
 * The sets of capabilities that the container lacks, each of which brings in a rule that names the call; those without CAP_SYS_ADMIN first, which
 * capabilities(7) calls overloaded, then the smaller ones: bpf's rules require CAP_SYS_ADMIN or CAP_BPF, and the second gives less.
 */
export function capabilitySets({ inactive }: Filter, name: string | undefined): readonly (readonly string[])[] {
  const sets = (inactive.get(name ?? '') ?? []).flatMap(({ why: { needs, excluded, values } }) =>
    needs === 'capability' && !excluded ? [values] : [],
  );
  const different = [...new Map(sets.map((set) => [set.join(), set])).values()];
  return different.sort((a, b) => breadth(a) - breadth(b) || a.length - b.length);
}

const breadth = (set: readonly string[]) => Number(set.includes('CAP_SYS_ADMIN'));
