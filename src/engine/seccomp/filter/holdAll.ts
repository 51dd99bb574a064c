import type { Condition } from './Condition.ts';

/** Whether the conditions hold for these arguments; those left out are 0. */
export function holdAll(conditions: readonly Condition[], args: readonly bigint[]): boolean {
  return conditions.every((condition) => holds(condition, args));
}

function holds({ index, op, mask, value }: Condition, args: readonly bigint[]): boolean {
  const argument = BigInt.asUintN(64, args[index] ?? 0n) & mask;
  const wanted = value & mask;
  switch (op) {
    case 'SCMP_CMP_NE':
      return argument !== wanted;
    case 'SCMP_CMP_LT':
      return argument < wanted;
    case 'SCMP_CMP_LE':
      return argument <= wanted;
    case 'SCMP_CMP_GE':
      return argument >= wanted;
    case 'SCMP_CMP_GT':
      return argument > wanted;
    case 'SCMP_CMP_EQ':
    case 'SCMP_CMP_MASKED_EQ':
      return argument === wanted;
  }
}
