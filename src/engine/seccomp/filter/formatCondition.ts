import type { Condition } from './Condition.ts';

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
  if (op === 'SCMP_CMP_MASKED_EQ') return `(arg${index} & 0x${mask.toString(16)}) == ${plain(value)}`;
  return `arg${index} ${SIGNS[op]} ${plain(value)}`;
}

const plain = (value: bigint) => (value < 4096n ? String(value) : `0x${value.toString(16)}`);
