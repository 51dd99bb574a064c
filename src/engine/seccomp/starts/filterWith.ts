import { isLoaded } from '../../linux/index.ts';
import type { Parsed } from '../../text/index.ts';
import type { Filter } from '../filter/Filter.ts';
import { architecturesFor, resolve } from '../filter/resolve.ts';
import type { Runtime } from '../filter/Target.ts';

/** The filter that another runtime builds of the same profile, else for the same target; undefined where the tables that it asks are not loaded. */
export function filterWith(runtime: Runtime, { profile, target }: Filter): Parsed<Filter> | undefined {
  const other = { ...target, runtime };
  return architecturesFor(profile, other).every(isLoaded) ? resolve(profile, other) : undefined;
}
