import type { Condition } from './Condition.ts';

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
