import { ARCHITECTURE, type Decider, isAnswer, type Place } from './Decider.ts';

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
