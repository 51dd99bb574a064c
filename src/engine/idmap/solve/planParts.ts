import { countBefore } from '../../text/index.ts';
import type { Extent, IdMap } from '../map/Extent.ts';
import type { PlanPart, PlanReason } from './Plan.ts';

/** `map` cut where its reason or the usual outside ids change, each part with its reason. All three are in order of inside ids. */
export function planParts(map: IdMap, mapped: IdMap, usual: IdMap): PlanPart[] {
  return cut(
    map.map((extent): PlanPart => ({ ...extent, because: 'new' })),
    mapped,
    () => 'asked',
  ).flatMap((part) =>
    cut([part], near(usual, part), ({ inside, outside }) =>
      part.because === 'asked' ? 'asked' : outside - inside === part.outside - part.inside ? 'kept' : 'moved',
    ),
  );
}

/** The parts, cut at the edges of `extents`; what lies in one of them gets the reason that `because` gives. */
function cut(parts: readonly PlanPart[], extents: IdMap, because: (extent: Extent) => PlanReason): PlanPart[] {
  const done: PlanPart[] = [];
  let next = 0;
  for (const { inside, outside, count, because: reason } of parts) {
    const end = inside + count;
    const piece = (from: number, to: number, why: PlanReason) => {
      if (from < to) done.push({ inside: from, outside: outside + from - inside, count: to - from, because: why });
    };
    let at = inside;
    for (let extent = extents[next]; extent && extent.inside < end; extent = extents[next]) {
      const [from, to] = [Math.max(extent.inside, at), Math.min(extent.inside + extent.count, end)];
      if (from < to) {
        piece(at, from, reason);
        piece(from, to, because(extent));
        at = to;
      }
      if (extent.inside + extent.count > end) break;
      next += 1;
    }
    piece(at, end, reason);
  }
  return done;
}

/** The extents that share inside ids with `part`. */
function near(extents: IdMap, part: Extent): IdMap {
  const first = countBefore(extents, ({ inside, count }) => inside + count <= part.inside);
  let end = first;
  while ((extents[end]?.inside ?? Number.POSITIVE_INFINITY) < part.inside + part.count) end += 1;
  return extents.slice(first, end);
}
