import type { ClassedCall } from './callClasses.ts';

/** The names of calls whose answer is another, by how. */
export interface ListChanges {
  /** That a container may make now. */
  added: readonly string[];
  /** That it may make now with a capability more. */
  gated: readonly string[];
  /** That it may no longer make, or only with a capability more. */
  taken: readonly string[];
  /** That no capability opens any longer. */
  closed: readonly string[];
  /** That it may make before and after, by other arguments. */
  changed: readonly string[];
}

type Calls = ReadonlyMap<string, ClassedCall>;

const passes = (call: ClassedCall | undefined) => call?.class === 'allowed' || call?.class === 'some';

/** What a profile answers otherwise than another. */
export function changesBetween(before: Calls, after: Calls): ListChanges {
  const names = (is: (old: ClassedCall | undefined, call: ClassedCall) => boolean) =>
    [...after.values()].filter((call) => is(before.get(call.name), call)).map(({ name }) => name);
  return {
    added: names((old, call) => passes(call) && !passes(old)),
    gated: names((old, call) => call.class === 'gated' && old?.class === 'refused'),
    taken: names((old, call) => passes(old) && !passes(call)),
    closed: names((old, call) => old?.class === 'gated' && call.class === 'refused'),
    changed: names((old, call) => passes(old) && passes(call) && old?.decided !== call.decided),
  };
}
