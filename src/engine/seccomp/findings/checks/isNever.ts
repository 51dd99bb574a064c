import { ALL_BITS } from '../../../linux/index.ts';
import type { Argument, Rule } from '../../profile/formatProfile.ts';

/** Whether no value meets the condition: libseccomp compares unsigned numbers of 64 bits. */
export function isNeverMet({ op, value }: Argument): boolean {
  return (op === 'SCMP_CMP_LT' && value === 0n) || (op === 'SCMP_CMP_GT' && value === ALL_BITS);
}

/** Whether runc adds the rule as one: two conditions on one argument become two rules. */
export function isOneRule({ args }: Rule): boolean {
  return new Set(args.map(({ index }) => index)).size === args.length;
}

/** Whether a rule's conditions never hold. */
export function isNever(rule: Rule): boolean {
  if (isOneRule(rule)) return rule.args.some(isNeverMet);
  return rule.args.every(isNeverMet);
}
