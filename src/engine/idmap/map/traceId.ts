import type { IdMap } from './Extent.ts';
import { toOutside } from './toOutside.ts';

/**
 * One id at every level of nested namespaces, the innermost first: what it is there, then what its parent calls it, and so on to the
 * outermost. `levels` are the maps, the outermost first. From the level on where a map lacks it, undefined: nobody can have the id there.
 */
export function traceOutward(levels: readonly IdMap[], inside: number): (number | undefined)[] {
  const trace: (number | undefined)[] = [inside];
  for (const map of [...levels].reverse()) {
    const id = trace.at(-1);
    trace.push(id === undefined ? undefined : toOutside(map, id));
  }
  return trace;
}
