import { error } from '../../text/index.ts';
import { type Extent, type IdKind, LAST_ID, NO_ID } from '../map/Extent.ts';
import { ofWishes, type PlanDiagnostic } from './Plan.ts';

/** A mapping that is asked for: `count` ids (1 if left out) of users, of groups, or (left out) of both. */
export interface Wish {
  inside: number;
  outside: number;
  count?: number;
  kind?: IdKind | 'both';
}

const SIDES = { inside: 'container', outside: 'host' } as const;

/** What is wrong with a wish by itself: numbers that are no ids, a count of none, ids past the last one. */
export function wishProblem(wish: Wish): PlanDiagnostic | undefined {
  const refuse = (code: string, message: string, hint: string) => ofWishes(error(code, message, hint));
  const { count = 1 } = wish;
  for (const side of ['inside', 'outside'] as const) {
    const id = wish[side];
    if (id === NO_ID) {
      const message = '4294967295 cannot be mapped: as (uid_t)-1 it means “no ID”.';
      return refuse('solve-no-id', message, `Use an ID from 0 to ${LAST_ID}.`);
    }
    if (!Number.isInteger(id) || id < 0 || id > LAST_ID) {
      return refuse('solve-not-an-id', `${id} is not a ${SIDES[side]} ID.`, `IDs go from 0 to ${LAST_ID}.`);
    }
  }
  if (!Number.isInteger(count) || count < 1) {
    return refuse('solve-count', `${count} is not a count of IDs.`, 'Use a count of at least 1.');
  }
  for (const side of ['inside', 'outside'] as const) {
    const id = wish[side];
    const ids = `${count} ${SIDES[side]} IDs from ${id}`;
    if (id + count > NO_ID) {
      const message = `${ids} would end at ${id + count - 1}, above the highest ID, ${LAST_ID}.`;
      return refuse('solve-past-last-id', message, `From ${id} up, use at most ${NO_ID - id}.`);
    }
  }
  return undefined;
}

interface Numbered extends Extent {
  index: number;
}

/**
 * The extents that the wishes of one kind make: no two share an id, and they are in order of inside ids. A wish with a problem is undefined here,
 * so that the others keep their numbers. The same wish twice is one; an id inside with two ids outside, and an id outside with two inside, are
 * errors that name both wishes. (An id map is one to one: kernel/user_namespace.c, mappings_overlap.)
 */
export function settleWishes(
  wishes: readonly (Wish | undefined)[],
  kind: IdKind,
): { extents: Extent[]; diagnostics: PlanDiagnostic[] } {
  const diagnostics: PlanDiagnostic[] = [];
  const numbered = wishes.flatMap((wish, index): Numbered[] =>
    wish && (wish.kind === undefined || wish.kind === 'both' || wish.kind === kind)
      ? [{ inside: wish.inside, outside: wish.outside, count: wish.count ?? 1, index }]
      : [],
  );
  const clash = (one: Numbered, other: Numbered, side: 'inside' | 'outside') => {
    const [first, second] = one.index < other.index ? [one, other] : [other, one];
    const far = side === 'inside' ? 'outside' : 'inside';
    const id = Math.max(one[side], other[side]);
    const at = (wish: Numbered) => `${wish[far] + id - wish[side]} (mapping ${wish.index + 1})`;
    const subject = side === 'inside' ? 'Container' : 'Host';
    const message = `${subject} ID ${id} is mapped to two ${SIDES[far]} IDs: ${at(first)} and ${at(second)}.`;
    const [code, hint] =
      side === 'inside'
        ? [
            'solve-two-outsides',
            'A container ID has exactly one host ID. Remove one of the two mappings, or make one for users and the other for groups.',
          ]
        : [
            'solve-two-insides',
            'A host ID has exactly one container ID: two users of the container cannot be the same user on the host. Put both in one group instead, or remove one of the mappings.',
          ];
    diagnostics.push(ofWishes(error(code, message, hint)));
  };

  const oneEach = apart(numbered, 'inside', clash);
  const settled = apart(oneEach, 'outside', clash).sort((a, b) => a.inside - b.inside);
  return { extents: settled.map(({ inside, outside, count }) => ({ inside, outside, count })), diagnostics };
}

/** The extents that share no id on `side` with another; where two of them share ids and agree they become one, where they disagree is a clash. */
function apart(
  extents: readonly Numbered[],
  side: 'inside' | 'outside',
  clash: (one: Numbered, other: Numbered, side: 'inside' | 'outside') => void,
): Numbered[] {
  const taken: Numbered[] = [];
  for (const extent of [...extents].sort((a, b) => a[side] - b[side] || a.index - b.index)) {
    const last = taken.at(-1);
    const shared = last === undefined ? 0 : last[side] + last.count - extent[side];
    if (last === undefined || shared <= 0) taken.push(extent);
    else if (last.outside - last.inside !== extent.outside - extent.inside) clash(last, extent, side);
    else if (extent.count > shared) {
      const { inside, outside, count, index } = extent;
      taken.push({ inside: inside + shared, outside: outside + shared, count: count - shared, index });
    }
  }
  return taken;
}
