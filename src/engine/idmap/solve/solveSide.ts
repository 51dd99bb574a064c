import { countBefore, type Edit, error, nameWord } from '../../text/index.ts';
import type { PasteStep } from '../formats/parseFormat.ts';
import type { Tool } from '../formats/tools.ts';
import { checkWrite } from '../kernel/checkWrite.ts';
import { MAX_EXTENTS } from '../kernel/mapProblems.ts';
import { joinExtents } from '../map/compose.ts';
import { type Extent, type IdKind, type IdMap, idCount, LAST_ID, NO_ID } from '../map/Extent.ts';
import { addOption, assignFreeRange, UNLISTED } from '../subid/assignCommands.ts';
import { findFreeSubids, SUBID_COUNT } from '../subid/findFreeSubids.ts';
import type { Subid } from '../subid/parseSubids.ts';
import { type FilledKeeping, fewestKeepingUsual } from './fewest/fewestExtents.ts';
import { gapsBetween, type Range, shared, sizeServed, unite, without } from './fewest/Range.ts';
import {
  type Grant,
  idsOfLine,
  lineOf,
  missingGrants,
  ofWishes,
  oneToOne,
  ownFirst,
  type PlanDiagnostic,
  type PlanPart,
  type PlanReason,
  type PlanSide,
  usualMap,
} from './missingGrants.ts';

/** The reason where the map takes more extents than the kernel: `atLeast` where the search ended before it knew how many. */
function tooManyExtents(kind: IdKind, extents: number, atLeast: boolean, most = MAX_EXTENTS): PlanDiagnostic {
  const limit = most === MAX_EXTENTS ? `${MAX_EXTENTS}` : `${most} before Linux 4.15`;
  const needs = `${atLeast ? 'at least ' : ''}${extents} lines`;
  return tooLarge(`The ${kind.toUpperCase()} map needs ${needs}; the kernel accepts at most ${limit}.`);
}

/**
 * The reason where the kernel would refuse the map for its size: more than 340 extents (5 before Linux 4.15), or 4096 bytes in the shortest
 * way to write it (user_namespaces(7)).
 */
export function kernelLimit(map: IdMap, kind: IdKind, kernel?: string): PlanDiagnostic | undefined {
  if (map.length === 0) return undefined;
  if (map.length > MAX_EXTENTS) return tooManyExtents(kind, map.length, false);
  const text = map.map(({ inside, outside, count }) => `${inside} ${outside} ${count}`).join('\n');
  const outcome = checkWrite(text, kernel === undefined ? {} : { kernel });
  if (outcome.ok) return undefined;
  if (outcome.rule === 'idmap-too-many-extents') return tooManyExtents(kind, map.length, false, 5);
  const name = `${kind.toUpperCase()} map`;
  return tooLarge(
    outcome.rule === 'idmap-too-large'
      ? `The ${name} has ${map.length} lines in ${text.length} bytes; the kernel accepts at most 4095 bytes.`
      : `The kernel refuses the ${name}: ${outcome.diagnostics[0]?.message ?? outcome.errno}`,
  );
}

function tooLarge(message: string): PlanDiagnostic {
  const hint = 'Use fewer mappings, or mappings that are adjacent on both sides: those share a line.';
  return ofWishes(error('solve-too-large', message, hint));
}

interface Short {
  of: 'subuid' | 'subgid';
  owner: string;
  /** The owner's lines, and all of the file. */
  lines: readonly Subid[];
  all: readonly Subid[];
  /** Outside ids that wishes use, as `unite` gives them. */
  mapped: readonly Range[];
  /** How many ids the rest needs, how many there are, and up to which size they would do. */
  needed: number;
  has: number;
  size: number;
}

/**
 * The reason where the range is smaller than the rest, with the edit that makes it large enough without touching what others have, and the command
 * that does the same on the host. Where no line was given, nothing is known to be free: the command finds a range.
 */
function rangeShort({ of, owner, lines, all, mapped, needed, has, size }: Short): PlanDiagnostic {
  const missing = needed - has;
  const file = `/etc/${of}`;
  const kind = of === 'subuid' ? 'uid' : 'gid';
  const ids = `${kind.toUpperCase()}s`;
  const last = lines.at(-1);
  const taken = unite(all.flatMap(idsOfLine));
  const extended = last && extend(last, missing, taken, mapped);
  const added = extended || all.length === 0 ? undefined : newLine(owner, missing, taken, mapped);
  const smaller = size > 0 ? `, or map only container IDs 0 to ${size - 1}` : '';
  const fix: Edit | undefined =
    extended && last
      ? { start: last.span.start, end: last.span.end, text: lineOf(extended) }
      : added && addition(added, all);
  const steps = all.length === 0 ? [findStep(owner, missing)] : added && [assignStep(added, kind)];
  const free = `${owner} has ${has === 0 ? 'none' : `only ${has}`} free in ${file}`;
  const more = `${missing} more ${missing === 1 ? 'is' : 'are'} needed`;
  const hint =
    extended && last
      ? `Change ${lineOf(last)} to ${lineOf(extended)}${smaller}.`
      : added
        ? `Add ${lineOf(added)}${smaller}.`
        : all.length === 0
          ? `No ${file} given: paste yours, or let the command below assign a free range.`
          : `No free range is left${smaller}.`;
  return {
    of,
    ...error(
      'solve-range-short',
      `The ${mapped.length > 0 ? 'other ' : ''}${needed} container ${ids} need host ${ids}, and ${free}: ${more}.`,
      hint,
      last?.span,
      fix && { fix: [fix] },
    ),
    ...(steps && { steps }),
  };
}

/** The command that finds a free range on the host, where no file says what is free. */
function findStep(owner: string, missing: number): PasteStep {
  const text = assignFreeRange(nameWord(owner) ?? 'USER', Math.max(missing, SUBID_COUNT));
  const note = `Shows a free range, and on Enter assigns it in both files; then paste both here. ${UNLISTED}`;
  return { where: { shell: 'host', root: true }, text, note };
}

function assignStep({ owner, start, count }: Grant, kind: IdKind): PasteStep {
  const text = `sudo usermod ${addOption(kind, start, count)} ${nameWord(owner) ?? 'USER'}`;
  return { where: { shell: 'host', root: true }, text };
}

function extend(
  { owner, start, count }: Subid,
  missing: number,
  taken: readonly Range[],
  mapped: readonly Range[],
): Grant | undefined {
  const more = { start: start + count, count: missing };
  // A range that has the host's root in it is made no longer.
  const free =
    start > 0 && more.start + missing <= NO_ID && shared(more, taken).length === 0 && shared(more, mapped).length === 0;
  return free ? { owner, start, count: count + missing } : undefined;
}

function newLine(owner: string, missing: number, taken: readonly Range[], mapped: readonly Range[]): Grant | undefined {
  // As many as useradd assigns, if there is room.
  for (const count of [Math.max(missing, SUBID_COUNT), missing]) {
    const start = findFreeSubids([...taken, ...mapped], count, { max: LAST_ID });
    if (start !== undefined) return { owner, start, count };
  }
  return undefined;
}

function addition(line: Grant, all: readonly Subid[]): Edit {
  const end = all.reduce((far, { span }) => Math.max(far, span.end), 0);
  return { start: end, end, text: all.length === 0 ? `${lineOf(line)}\n` : `\n${lineOf(line)}` };
}

/** `map` cut where its reason or the usual outside ids change, each part with its reason. All three are in order of inside ids. */
function planParts(map: IdMap, mapped: IdMap, usual: IdMap): PlanPart[] {
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
