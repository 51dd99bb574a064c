import { LAST_ID, NO_ID } from '../../map/Extent.ts';
import type { PlanDiagnostic } from '../Plan.ts';
import type { Wish } from './Wish.ts';

/** What is wrong with a wish by itself: numbers that are no ids, a count of none, ids past the last one. */
export function wishProblem({ inside, outside, count = 1, span }: Wish): PlanDiagnostic | undefined {
  const refuse = (code: string, message: string, hint: string): PlanDiagnostic => ({
    of: 'wishes',
    code,
    severity: 'error',
    message,
    hint,
    ...(span && { span }),
  });
  for (const [side, id] of [['inside', inside] as const, ['outside', outside] as const]) {
    if (id === NO_ID) {
      return refuse(
        'solve-no-id',
        `4294967295 ${side} is (uid_t)-1, which means "no id"; no map can have it.`,
        `Wish an id from 0 to ${LAST_ID}.`,
      );
    }
    if (!Number.isInteger(id) || id < 0 || id > LAST_ID) {
      return refuse('solve-not-an-id', `Found ${id} as id ${side}; ids go from 0 to ${LAST_ID}.`, 'Wish one of these.');
    }
  }
  if (!Number.isInteger(count) || count < 1) {
    return refuse('solve-count', `Found ${count} as count; a wish is for one id at least.`, 'Give a count from 1 up.');
  }
  for (const [side, id] of [['inside', inside] as const, ['outside', outside] as const]) {
    if (id + count > NO_ID) {
      return refuse(
        'solve-past-last-id',
        `${count} ids from ${id} ${side} end at ${id + count - 1}, past the last id, ${LAST_ID}.`,
        `From ${id} there are ${NO_ID - id} ids left.`,
      );
    }
  }
  return undefined;
}
