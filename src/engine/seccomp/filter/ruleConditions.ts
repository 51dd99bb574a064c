import type { Argument } from '../profile/Profile.ts';
import type { Condition } from './Condition.ts';

const ALL_BITS = (1n << 64n) - 1n;

/**
 * The sets of conditions under which runc adds a rule (libcontainer/seccomp matchCall): one set that must hold whole, or, where two conditions
 * are on one argument, each condition as a rule of its own. Conditions without an operator are left out.
 */
export function conditionSets(args: readonly Argument[]): readonly (readonly Condition[])[] {
  const conditions = args.flatMap(({ index, value, valueTwo, op }): Condition[] => {
    if (op === undefined) return [];
    return [
      op === 'SCMP_CMP_MASKED_EQ' ? { index, op, mask: value, value: valueTwo } : { index, op, mask: ALL_BITS, value },
    ];
  });
  const separate = new Set(conditions.map(({ index }) => index)).size < conditions.length;
  return separate ? conditions.map((condition) => [condition]) : [conditions];
}
