import type { Call } from '../../linux/index.ts';
import { decide } from '../filter/decide.ts';
import type { Filter } from '../filter/Filter.ts';
import { dependsOnArguments, outcomes } from '../filter/outcomes.ts';
import { stateOf } from '../roads/reach.ts';

/** Refused, or, where arguments are left out that count, refused with some of them. */
export function isRefused(filter: Filter, call: Call): boolean {
  const isGiven = (index: number) => index < call.args.length && !call.leftOut?.includes(index);
  if (dependsOnArguments(filter, call).every(isGiven)) return stateOf(decide(filter, call).action) === 'closed';
  return outcomes(filter, call).some(({ action }) => stateOf(action) === 'closed');
}
