import type { Entry } from '../Entries.ts';

/** What Incus says where a host id is in two of its entries. */
export const HOST_ID_TAKEN = 'Host ID is in the range of subids';

/**
 * The set after `added`, as Incus puts an entry into it: what the others have of its container ids is cut out of them, and it stands where the first of
 * them stood. Undefined where one of those has its host ids as well (incus 6.0.4, shared/idmap/set.go, AddSafe; seen with 7.0.2). Entries of one id
 * never meet, by the way in which their ends are compared (entry.go, Intersects).
 */
export function addSafe(set: readonly Entry[], added: Entry): Entry[] | undefined {
  const result: Entry[] = [];
  let placed = false;
  for (const entry of set) {
    if (!meets(entry, added)) {
      result.push(entry);
      continue;
    }
    if (takes(entry, added)) return undefined;
    const before = added.inside - entry.inside;
    const after = entry.count - added.count - before;
    if (before > 0) result.push({ ...entry, count: before });
    if (!placed) result.push(added);
    placed = true;
    if (after > 0) {
      const outside = entry.outside + before + added.count;
      result.push({ ...entry, inside: added.inside + added.count, outside, count: after });
    }
  }
  return placed ? result : [...result, added];
}

/** The entry of the set that has host ids of `added`, for which `addSafe` refuses it. */
export function takenBy(set: readonly Entry[], added: Entry): Entry | undefined {
  return set.find((entry) => meets(entry, added) && takes(entry, added));
}

const takes = (entry: Entry, added: Entry) => crosses(entry.outside, added.outside, entry.count, added.count);

function meets(entry: Entry, added: Entry): boolean {
  if (!entry.kinds.some((kind) => added.kinds.includes(kind))) return false;
  return (['inside', 'outside'] as const).some((side) =>
    crosses(entry[side], added[side], entry.count - 1, added.count - 1),
  );
}

/** Whether an end of one of the ranges lies in the other, whose own end isn't in it. */
function crosses(a: number, b: number, ofA: number, ofB: number): boolean {
  return isBetween(a, b, ofB) || isBetween(b, a, ofA) || isBetween(a + ofA, b, ofB) || isBetween(b + ofB, a, ofA);
}

function isBetween(at: number, start: number, length: number): boolean {
  return at >= start && at < start + length;
}
