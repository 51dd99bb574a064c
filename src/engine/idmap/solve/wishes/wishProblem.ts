import { error } from '../../../text/index.ts';
import { LAST_ID, NO_ID } from '../../map/Extent.ts';
import type { PlanDiagnostic } from '../Plan.ts';
import type { Wish } from './Wish.ts';

/** What is wrong with a wish by itself: numbers that are no ids, a count of none, ids past the last one. */
export function wishProblem({ inside, outside, count = 1 }: Wish): PlanDiagnostic | undefined {
  const refuse = (code: string, message: string, hint: string): PlanDiagnostic => ({
    of: 'wishes',
    ...error(code, message, hint),
  });
  for (const [side, id] of [['inside', inside] as const, ['outside', outside] as const]) {
    if (id === NO_ID) {
      return refuse(
        'solve-no-id',
        `4294967295 cannot be mapped: as (uid_t)-1 it means "no ID".`,
        `Use an ID from 0 to ${LAST_ID}.`,
      );
    }
    if (!Number.isInteger(id) || id < 0 || id > LAST_ID) {
      return refuse(
        'solve-not-an-id',
        `${id} is not a ${side === 'inside' ? 'container' : 'host'} ID.`,
        `IDs go from 0 to ${LAST_ID}.`,
      );
    }
  }
  if (!Number.isInteger(count) || count < 1) {
    return refuse('solve-count', `${count} is not a count of IDs.`, 'Use a count of at least 1.');
  }
  for (const [side, id] of [['inside', inside] as const, ['outside', outside] as const]) {
    if (id + count > NO_ID) {
      return refuse(
        'solve-past-last-id',
        `${count} ${side === 'inside' ? 'container' : 'host'} IDs from ${id} would end at ${id + count - 1}, above the highest ID, ${LAST_ID}.`,
        `From ${id} up, use at most ${NO_ID - id}.`,
      );
    }
  }
  return undefined;
}
