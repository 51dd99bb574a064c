import type { Tool } from '../formats/tools.ts';
import { MAX_EXTENTS } from '../kernel/mapProblems.ts';
import { joinExtents } from '../map/compose.ts';
import { type IdKind, type IdMap, idCount } from '../map/Extent.ts';
import type { Subid } from '../subid/parseSubids.ts';
import { type FilledKeeping, fewestKeepingUsual } from './fewest/fewestExtents.ts';
import { gapsBetween, sizeServed, unite, without } from './fewest/Range.ts';
import { kernelLimit, tooManyExtents } from './kernelLimit.ts';
import { missingGrants } from './missingGrants.ts';
import type { PlanDiagnostic, PlanPart, PlanReason, PlanSide } from './Plan.ts';
import { planParts } from './planParts.ts';
import { rangeShort } from './rangeShort.ts';
import { idsOfLine, oneToOne, ownFirst, usualMap } from './usualMap.ts';

/** All that one of the two maps depends on. */
export interface SideQuestion {
  kind: IdKind;
  /** What `settleWishes` gives. */
  mapped: IdMap;
  /** The lines of the user, and all of the file. */
  lines: readonly Subid[];
  all: readonly Subid[];
  owner: string;
  own: number | undefined;
  size: number | 'all';
  rest: boolean;
  prefer: 'fewest' | 'kept';
  current: IdMap | undefined;
  tool: Tool | undefined;
  kernel: string | undefined;
}

/** One of the two maps, or the reason why there is none; with what to know about it. */
export function solveSide(question: SideQuestion): { side: PlanSide | undefined; diagnostics: PlanDiagnostic[] } {
  const { kind, mapped, lines, all, owner, own, rest, prefer, current, tool, kernel } = question;
  const file = kind === 'uid' ? 'subuid' : 'subgid';
  const fixed = joinExtents(mapped);
  const taken = unite(fixed.map(({ outside, count }) => ({ start: outside, count })));
  const first = ownFirst(tool, own);
  const range = unite([...lines.flatMap(idsOfLine), ...(first === undefined ? [] : [{ start: first, count: 1 }])]);
  const free = without(range, taken);
  const has = idCount(free);
  const served = sizeServed(fixed, has);
  const size = !rest ? 0 : question.size === 'all' ? Math.min(served, idCount(range)) : question.size;
  const needed = idCount(gapsBetween(fixed, size));
  if (needed > has) {
    return {
      side: undefined,
      diagnostics: [rangeShort({ of: file, owner, lines, all, mapped: taken, needed, has, size: served })],
    };
  }

  const usual = current ? oneToOne(current) : usualMap(lines, tool, own);
  const filled = fewestKeepingUsual(fixed, free, size, usual);
  // It has a value: there are ids enough.
  if (filled === undefined) return { side: undefined, diagnostics: [] };
  if ('atLeast' in filled) return { side: undefined, diagnostics: [tooManyExtents(kind, filled.atLeast, true)] };
  const chosen = prefer === 'kept' ? filled.kept : filled.few;
  if (chosen === undefined) return { side: undefined, diagnostics: [tooManyExtents(kind, MAX_EXTENTS + 1, true)] };
  const { map, fewest } = chosen;
  const limit = kernelLimit(map, kind, kernel);
  if (limit) {
    const unsure = fewest ? {} : { hint: `${limit.hint} The search for a map with fewer lines was not finished.` };
    return { side: undefined, diagnostics: [{ ...limit, ...unsure }] };
  }
  const parts = planParts(map, mapped, usual);
  const grants = missingGrants(map, lines, owner, own, tool);
  const counts = { kept: idsOf(parts, 'kept'), moved: idsOf(parts, 'moved') };
  const other = otherOf(question, filled, usual, counts.moved);
  const mine = new Set(lines);
  const others = all.filter((line) => !mine.has(line));
  return { side: { map, parts, lines, others, usual, grants, ...counts, fewest, other }, diagnostics: [] };
}

function idsOf(parts: readonly PlanPart[], because: PlanReason): number {
  return parts.reduce((sum, part) => (part.because === because ? sum + part.count : sum), 0);
}

/** What the preference that wasn't chosen gives, where it moves fewer ids or takes fewer extents. */
function otherOf(
  { prefer, mapped }: SideQuestion,
  filled: FilledKeeping,
  usual: IdMap,
  moved: number,
): PlanSide['other'] {
  const [chosen, other] = prefer === 'kept' ? [filled.kept, filled.few] : [filled.few, filled.kept];
  if (chosen === undefined || other === undefined) return undefined;
  const otherMoved = idsOf(planParts(other.map, mapped, usual), 'moved');
  if (otherMoved === moved && other.map.length === chosen.map.length) return undefined;
  return { prefer: prefer === 'kept' ? 'fewest' : 'kept', extents: other.map.length, moved: otherMoved };
}
