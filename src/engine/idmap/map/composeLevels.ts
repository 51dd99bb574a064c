import { compose } from './compose.ts';
import { type IdMap, NO_ID } from './Extent.ts';

/** The initial namespace's map of itself: every id is itself. */
export const EVERY_ID: IdMap = [{ inside: 0, outside: 0, count: NO_ID }];

/**
 * The map of a namespace nested to any depth, seen from outside all of them. `levels` are the maps as each namespace's parent sees them, the
 * outermost first; none at all is the initial namespace, where every id is itself. The kernel keeps a map in this form: outside ids are
 * those of the initial namespace (kernel/user_namespace.c, map_write: "Map the lower ids ... to the kernel global id space").
 */
export function composeLevels(levels: readonly IdMap[]): IdMap {
  return levels.reduce((outer, inner) => compose(outer, inner), EVERY_ID);
}
