import { type IdMap, NO_ID } from '../map/Extent.ts';
import { joinExtents } from '../map/joinExtents.ts';
import type { IdKind } from '../map/NamespaceMaps.ts';
import type { Tool } from '../situation/Tool.ts';
import type { Subid } from '../subid/Subid.ts';
import { fewestKeepingUsual } from './fewest/fewestKeepingUsual.ts';
import { gapsBetween, sizeServed } from './fewest/gapsBetween.ts';
import { sizeOf, unite, without } from './fewest/Range.ts';
import { kernelLimit } from './kernelLimit.ts';
import { missingGrants } from './missingGrants.ts';
import type { PlanDiagnostic, PlanSide } from './Plan.ts';
import { planParts } from './planParts.ts';
import { rangeShort } from './rangeShort.ts';
import { lentBy, oneToOne, usualMap } from './usualMap.ts';

/** Steps that the search for one map may take: below a second on a slow machine, and more than every case that people have needs. */
const EFFORT = 5000;

/** All that one of the two maps depends on. */
export interface SideQuestion {
  kind: IdKind;
  /** What `settleWishes` gives. */
  wished: IdMap;
  /** The lines of the user, and all of the file. */
  lines: readonly Subid[];
  all: readonly Subid[];
  owner: string;
  own: number | undefined;
  size: number | 'all';
  rest: boolean;
  current: IdMap | undefined;
  tool: Tool | undefined;
  kernel: string | undefined;
}

/** One of the two maps, or the reason why there is none; with what to know about it. */
export function solveSide(question: SideQuestion): { side: PlanSide | undefined; diagnostics: PlanDiagnostic[] } {
  const { kind, wished, lines, all, owner, own, rest, current, tool, kernel } = question;
  const of = kind === 'uid' ? 'subuid' : 'subgid';
  const fixed = joinExtents(wished);
  const limit = kernelLimit(fixed, kind, kernel);
  if (limit) return { side: undefined, diagnostics: [limit] };

  const taken = unite(fixed.map(({ outside, count }) => ({ start: outside, count })));
  const free = without(unite(lines.flatMap(lentBy)), taken);
  const has = sizeOf(free);
  const size = !rest ? 0 : question.size === 'all' ? Math.min(sizeServed(fixed, has), NO_ID) : question.size;
  const needed = sizeOf(gapsBetween(fixed, size));
  if (needed > has) {
    const served = sizeServed(fixed, has);
    return {
      side: undefined,
      diagnostics: [rangeShort({ of, owner, lines, all, wished: taken, needed, has, size: served })],
    };
  }

  const usual = current ? oneToOne(current) : usualMap(lines);
  const filled = fewestKeepingUsual(fixed, free, size, usual, { steps: EFFORT });
  // It has a value: there are ids enough.
  if (filled === undefined) return { side: undefined, diagnostics: [] };
  const { map, fewest } = filled;
  const tooLarge = kernelLimit(map, kind, kernel);
  if (tooLarge) {
    const unsure = fewest ? {} : { hint: `${tooLarge.hint} The search for fewer extents was not finished.` };
    return { side: undefined, diagnostics: [{ ...tooLarge, ...unsure }] };
  }
  const parts = planParts(map, wished, usual);
  const count = (because: string) =>
    sizeOf(parts.filter((part) => part.because === because).map(({ inside, count }) => ({ start: inside, count })));
  return {
    side: {
      map,
      parts,
      grants: missingGrants(map, lines, owner, own, tool),
      kept: count('kept'),
      moved: count('moved'),
      fewest,
    },
    diagnostics: [],
  };
}
