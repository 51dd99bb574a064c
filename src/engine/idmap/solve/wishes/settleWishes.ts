import { error } from '../../../text/index.ts';
import type { Extent, IdKind } from '../../map/Extent.ts';
import type { PlanDiagnostic } from '../Plan.ts';
import type { Wish } from './Wish.ts';

/** What is wished of one kind of ids: extents of which no two share an id, in order of inside ids. */
export interface Settled {
  extents: Extent[];
  diagnostics: PlanDiagnostic[];
}

interface Numbered extends Extent {
  index: number;
}

/**
 * The wishes of one kind that can be granted together; what is no wish (undefined) keeps its place in the numbering. A wish said twice is one; ids inside that are to be two ids outside, and an id
 * outside that is to be two inside, are errors that name both wishes. (An id map is one to one: kernel/user_namespace.c, mappings_overlap.)
 */
export function settleWishes(wishes: readonly (Wish | undefined)[], kind: IdKind): Settled {
  const diagnostics: PlanDiagnostic[] = [];
  const numbered = wishes.flatMap((wish, index): Numbered[] =>
    wish && (wish.kind === undefined || wish.kind === 'both' || wish.kind === kind)
      ? [{ inside: wish.inside, outside: wish.outside, count: wish.count ?? 1, index }]
      : [],
  );
  const names = { inside: 'container', outside: 'host' } as const;
  const clash = (one: Numbered, other: Numbered, side: 'inside' | 'outside') => {
    const [first, second] = one.index < other.index ? [one, other] : [other, one];
    const far = side === 'inside' ? 'outside' : 'inside';
    const id = Math.max(one[side], other[side]);
    const at = ({ [side]: near, [far]: start, index }: Numbered) => `${start + id - near} (mapping ${index + 1})`;
    diagnostics.push({
      of: 'wishes',
      ...error(
        side === 'inside' ? 'solve-two-outsides' : 'solve-two-insides',
        `${names[side] === 'host' ? 'Host' : 'Container'} ID ${id} is mapped to two ${names[far]} IDs: ${at(first)} and ${at(second)}.`,
        side === 'inside'
          ? 'A container ID has exactly one host ID. Remove one of the two mappings, or make one for users and the other for groups.'
          : 'A host ID has exactly one container ID: two users of the container cannot be the same user on the host. Put both in one group instead, or remove one of the mappings.',
      ),
    });
  };

  const oneEach = apart(numbered, 'inside', clash);
  const settled = apart(oneEach, 'outside', clash).sort((a, b) => a.inside - b.inside);
  return { extents: settled.map(({ inside, outside, count }) => ({ inside, outside, count })), diagnostics };
}

/** The extents that share no id on `side` with another; what two of them say alike is said once, what they say otherwise is a clash. */
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
