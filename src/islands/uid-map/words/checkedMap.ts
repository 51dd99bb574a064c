import { compose, type IdMap, type Writer, writeUidMap } from '../../../engine/idmap/index.ts';
import { compute } from '../state/compute.ts';
import { kindOf } from '../state/kindOf.ts';
import { planOf } from '../state/planOf.ts';
import type { State } from '../state/State.ts';
import { kernelOn } from '../state/versionsOn.ts';

/**
 * The map in sight that checks are put to, and who writes it: the lines of a map as they stand, so that what the kernel has against them is told; else the
 * map that the text leads to, through every namespace, or the one that was made. A string in its place is why there is none.
 */
export function checkedMap(state: State): { mapText: string; writer: Writer } | string {
  const { kind } = state;
  const kernel = kernelOn(state);
  const writer: Writer = { kind, ...(kernel !== undefined && { kernel }) };
  if (state.task === 'make') {
    const plan = planOf(state).solved?.value;
    return plan ? { mapText: writeUidMap(plan[kind]), writer } : 'No map satisfies the mappings';
  }
  const [text, ...inner] = state.texts;
  const isPlain = inner.length === 0 && (state.readAs === 'uid_map' || kindOf(text) === 'uid_map');
  if (isPlain) return { mapText: text, writer };
  const { maps, inForce } = compute(state);
  const [outer, ...within] = maps.map(({ extents }): IdMap => extents);
  if (outer === undefined) return 'No map yet';
  if (!inForce) return 'No map: the text above leads to none';
  return { mapText: writeUidMap(within.reduce((whole, next) => compose(whole, next), outer)), writer };
}
