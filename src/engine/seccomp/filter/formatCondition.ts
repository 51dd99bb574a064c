import type { Condition } from './Condition.ts';

/** A condition in words of C: "arg0 == 40", "(arg0 & 0x7e020000) == 0". */
export function formatCondition(condition: Condition): string {
  return `arg${condition.index} ${condition.op} ${condition.value}`;
}
