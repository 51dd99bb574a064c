import { ALL_BITS, formatNumber } from '../../linux/index.ts';
import type { Argument, Operator } from '../profile/Profile.ts';

/** One comparison of a call's argument, values unsigned 64 bits: `argument & mask` against `value & mask`. `mask` is all ones but for MASKED_EQ. */
export interface Condition {
  index: number;
  op: Operator;
  mask: bigint;
  value: bigint;
}

/** Whether a condition holds for an argument; undefined where the argument was not given. */
export function conditionHolds(
  { index, op, mask, value }: Condition,
  args: readonly (bigint | undefined)[],
): boolean | undefined {
  const argument = args[index];
  if (argument === undefined) return undefined;
  const [left, right] = [BigInt.asUintN(64, argument) & mask, value & mask];
  switch (op) {
    case 'SCMP_CMP_NE':
      return left !== right;
    case 'SCMP_CMP_LT':
      return left < right;
    case 'SCMP_CMP_LE':
      return left <= right;
    case 'SCMP_CMP_EQ':
    case 'SCMP_CMP_MASKED_EQ':
      return left === right;
    case 'SCMP_CMP_GE':
      return left >= right;
    case 'SCMP_CMP_GT':
      return left > right;
  }
}

/** Whether the conditions hold for these arguments; those left out are 0. */
export function holdAll(conditions: readonly Condition[], args: readonly bigint[]): boolean {
  const all = [0, 1, 2, 3, 4, 5].map((index) => args[index] ?? 0n);
  return conditions.every((condition) => conditionHolds(condition, all) === true);
}

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

const SIGNS = {
  SCMP_CMP_NE: '!=',
  SCMP_CMP_LT: '<',
  SCMP_CMP_LE: '<=',
  SCMP_CMP_EQ: '==',
  SCMP_CMP_GE: '>=',
  SCMP_CMP_GT: '>',
} as const;

/** A condition as C writes it: `arg0 == 40`, `(arg0 & 0x7e020000) == 0`; masks and large values are hexadecimal. */
export function formatCondition({ index, op, mask, value }: Condition): string {
  if (op === 'SCMP_CMP_MASKED_EQ') return `(arg${index} & 0x${mask.toString(16)}) == ${formatNumber(value)}`;
  return `arg${index} ${SIGNS[op]} ${formatNumber(value)}`;
}
