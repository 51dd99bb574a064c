import type { Condition } from './Condition.ts';
import { conditionHolds } from './conditionHolds.ts';

/** Whether the conditions hold for these arguments; those left out are 0. */
export function holdAll(conditions: readonly Condition[], args: readonly bigint[]): boolean {
  const all = [0, 1, 2, 3, 4, 5].map((index) => args[index] ?? 0n);
  return conditions.every((condition) => conditionHolds(condition, all) === true);
}
