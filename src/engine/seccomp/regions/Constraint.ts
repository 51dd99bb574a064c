import { WORD_BITS } from '../../linux/index.ts';
import { agrees, type Finding } from '../filter/libseccomp/canHold.ts';
import { ARCHITECTURE, boundsOf, type Decider, isAnswer, type Place } from './Bounds.ts';
import { findingsOf, type Known } from './Known.ts';

/** What the values of a part have in common: they lie between two values, and these comparisons came out so besides. */
export interface Constraint {
  first: number;
  last: number;
  besides: readonly Finding[];
}

/** Whether a value is one of these. */
export const holdsFor = ({ first, last, besides }: Constraint, value: number): boolean =>
  value >= first && value <= last && agrees(value, besides);

/** All that is known, the comparisons left out that the two values tell. */
export function constraintOf(known: Known): Constraint {
  const { low, high } = known.bounds.get(WORD_BITS) ?? boundsOf(WORD_BITS);
  if (low === high) return { first: low, last: high, besides: [] };
  const besides = findingsOf(known).filter(({ op, mask, datum, held }) => {
    if (mask !== WORD_BITS) return true;
    return op === 'EQ' && !held && datum > low && datum < high;
  });
  return { first: low, last: high, besides };
}

/** The same decider for the calls of one architecture alone (linux/audit.h AUDIT_ARCH_*): what it asks of that is answered. */
export function onArchitecture(decider: Decider, auditArch: number): Decider {
  const within = (place: Place): Place => {
    if (isAnswer(place)) return place;
    const { part, op, mask, datum, go } = place;
    if (part !== ARCHITECTURE) return { ...place, go: (held) => within(go(held)) };
    const masked = (auditArch & mask) >>> 0;
    const held = op === 'EQ' ? masked === datum : op === 'GT' ? masked > datum : masked >= datum;
    return within(go(held));
  };
  return () => within(decider());
}
