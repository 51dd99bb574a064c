import { counted, type Diagnostic, error, placeDiagnostic, type Span } from '../../text/index.ts';
import { LAST_ID, type LocatedExtent, NO_ID } from '../map/Extent.ts';
import type { WriteRule } from './writeRules.ts';

/** Extents that one map can hold (UID_GID_MAP_MAX_EXTENTS); before Linux 4.15 it was 5 (user_namespaces(7)). */
export const MAX_EXTENTS = 340;

/** The kernel refuses a write of a page or more; 4096 bytes is the page of x86-64 and most others. */
export const PAGE_SIZE = 4096;

/** What the kernel has against a map that a tool hands it, extent by extent, whatever the tool's own rules. */
export function mapProblems(extents: readonly LocatedExtent[]): Diagnostic[] {
  const sound: LocatedExtent[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const extent of extents.slice(0, MAX_EXTENTS)) {
    const problem = extentProblem(extent, sound);
    if (problem) diagnostics.push(problem);
    else sound.push(extent);
  }
  const beyond = extents[MAX_EXTENTS];
  if (beyond) diagnostics.push(tooManyExtents(MAX_EXTENTS, beyond.span));
  return diagnostics;
}

/** The first line beyond those that a map can have. */
export function tooManyExtents(limit: number, span: Span): Diagnostic {
  const message = `This is line ${limit + 1}; a map has at most ${limit} lines.`;
  return error('idmap-too-many-extents', message, 'Merge adjacent ranges, or remove some.', span);
}

const ZERO = { message: 'The count is 0.', hint: 'Give a count from 1 up.' };

/** What the two sides are called to a reader. */
const WORDS = { inside: 'container', outside: 'host' } as const;

/**
 * The first of the kernel's rules that `extent` breaks after the `earlier` extents were taken, or undefined where it breaks none:
 * (uid_t)-1 as a start, no ids at all, ids past the last one, ids already given (kernel/user_namespace.c, map_write).
 */
export function extentProblem(extent: LocatedExtent, earlier: readonly LocatedExtent[]): Diagnostic | undefined {
  const { inside, outside, count, span, uncounted = ZERO } = extent;
  const broken = (code: WriteRule, message: string, hint: string, mentions?: Span) =>
    error(code, message, hint, span, mentions && { mentions });

  for (const [side, first] of [['inside', inside] as const, ['outside', outside] as const]) {
    if (first === NO_ID)
      return broken(
        'idmap-no-id',
        `The first ${WORDS[side]} ID is 4294967295. As (uid_t)-1, that means “no ID”.`,
        'Start at an ID from 0 to 4294967294.',
      );
  }
  if (count === 0)
    return broken('idmap-zero-count', `${uncounted.message} A range needs at least one ID.`, uncounted.hint);
  for (const [side, first] of [['inside', inside] as const, ['outside', outside] as const]) {
    if (first + count - 1 > LAST_ID)
      return broken(
        'idmap-past-last-id',
        `${count} ${WORDS[side]} IDs from ${first} would end at ${first + count - 1}, above the highest ID, 4294967294.`,
        `Only ${counted(NO_ID - first, 'ID')} from ${first} up can be used.`,
      );
  }
  for (const side of ['inside', 'outside'] as const) {
    const other = earlier.find((before) => {
      return before[side] < extent[side] + count && extent[side] < before[side] + before.count;
    });
    if (other) {
      const from = Math.max(other[side], extent[side]);
      const to = Math.min(other[side] + other.count, extent[side] + count) - 1;
      return broken(
        side === 'inside' ? 'idmap-overlap-inside' : 'idmap-overlap-outside',
        `${from === to ? `The ${WORDS[side]} ID ${from} is` : `The ${WORDS[side]} IDs ${from} to ${to} are`} already in line ${other.span.line}.`,
        `An ID can be mapped once. Start at ${WORDS[side]} ID ${other[side] + other.count} or later, or shorten a count.`,
        other.span,
      );
    }
  }
  return undefined;
}

/** Problems of a map that a tool writes, at the places of the reader's text that gave its lines; a line that the tool adds has none. */
export const problemsAt = (
  problems: readonly Diagnostic[],
  lines: readonly { span?: Span | undefined }[],
): Diagnostic[] => problems.map((problem) => placeDiagnostic(problem, ({ line }) => lines[line - 1]?.span));
