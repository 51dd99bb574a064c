import { WORD_BITS } from '../../linux/index.ts';
import { agrees, type Finding } from '../filter/libseccomp/canHold.ts';
import { boundsOf, narrowed } from './Bounds.ts';

/** What the values of a part have in common: they lie between two values, and these comparisons came out so besides. */
export interface Constraint {
  first: number;
  last: number;
  besides: readonly Finding[];
}

/** Whether a value is one of these. */
export const holdsFor = ({ first, last, besides }: Constraint, value: number): boolean =>
  value >= first && value <= last && agrees(value, besides);

/** The same as all the findings, those that bounds tell left out. */
export function constraintOf(findings: readonly Finding[]): Constraint {
  let bounds = boundsOf(WORD_BITS);
  const others: Finding[] = [];
  for (const finding of findings) {
    const { op, mask, held } = finding;
    const whole = mask === WORD_BITS && op !== 'MASKED_EQ' ? { ...finding, op } : undefined;
    if (whole === undefined || (op === 'EQ' && !held)) others.push(finding);
    else bounds = narrowed(bounds, whole, held);
  }
  // A value that it isn't is an end of the bounds, or lies within.
  const single = others.filter(({ mask }) => mask === WORD_BITS);
  for (let moved = true; moved; ) {
    const before = bounds;
    for (const { datum } of single) bounds = narrowed(bounds, { op: 'EQ', datum }, false);
    moved = before.low !== bounds.low || before.high !== bounds.high;
  }
  const { low, high } = bounds;
  const isWithin = ({ mask, datum }: Finding) => mask !== WORD_BITS || (datum > low && datum < high);
  return { first: low, last: high, besides: low === high ? [] : others.filter(isWithin) };
}
