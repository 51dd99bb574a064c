import type { Edit } from '../../text/index.ts';
import { LAST_ID, NO_ID } from '../map/Extent.ts';
import { findFreeSubids, SUBID_COUNT } from '../subid/findFreeSubids.ts';
import type { Subid } from '../subid/Subid.ts';
import { type Range, shared, unite } from './fewest/Range.ts';
import type { Grant, PlanDiagnostic } from './Plan.ts';
import { lentBy } from './usualMap.ts';

interface Short {
  of: 'subuid' | 'subgid';
  owner: string;
  /** The owner's lines, and all of the file. */
  lines: readonly Subid[];
  all: readonly Subid[];
  /** Outside ids that wishes use, as `unite` gives them. */
  wished: readonly Range[];
  /** How many ids the rest needs, how many there are, and up to which size they would do. */
  needed: number;
  has: number;
  size: number;
}

/** The reason where the range is smaller than the rest, with the edit that makes it large enough without touching what others have. */
export function rangeShort({ of, owner, lines, all, wished, needed, has, size }: Short): PlanDiagnostic {
  const missing = needed - has;
  const file = `/etc/${of}`;
  const kind = of === 'subuid' ? 'user' : 'group';
  const last = lines.at(-1);
  const lent = unite(all.flatMap(lentBy));
  const extended = last && extend(last, missing, lent, wished);
  const added = extended ? undefined : newLine(owner, missing, lent, wished);
  const has0 = `${owner}'s lines have ${has === 0 ? 'none' : `only ${has}`}${wished.length > 0 ? ' that no wish uses' : ''}`;
  const smaller = size > 0 ? `, or ask for ids 0 to ${size - 1} inside only` : '';
  const edit: Edit | undefined =
    extended && last
      ? { start: last.span.start, end: last.span.end, text: lineOf(extended) }
      : added && addition(added, all);
  return {
    of,
    code: 'solve-range-short',
    severity: 'error',
    message: `The rest needs ${needed} ${kind} ids outside; ${has0} in ${file}. ${missing} more ${missing === 1 ? 'is' : 'are'} needed.`,
    hint:
      extended && last
        ? `Extend ${lineOf(last)} to ${lineOf(extended)}${smaller}.`
        : added
          ? `Add ${lineOf(added)}${smaller}.`
          : `No id is left to lend${smaller}.`,
    ...(last && { span: last.span }),
    ...(edit && { fix: [edit] }),
  };
}

/** A grant as the files have it. */
export function lineOf({ owner, start, count }: Grant): string {
  return `${owner}:${start}:${count}`;
}

function extend(
  { owner, start, count }: Subid,
  missing: number,
  lent: readonly Range[],
  wished: readonly Range[],
): Grant | undefined {
  const more = { start: start + count, count: missing };
  const free = more.start + missing <= NO_ID && shared(more, lent).length === 0 && shared(more, wished).length === 0;
  return free ? { owner, start, count: count + missing } : undefined;
}

function newLine(owner: string, missing: number, lent: readonly Range[], wished: readonly Range[]): Grant | undefined {
  // As many as useradd lends, if there is room.
  for (const count of [Math.max(missing, SUBID_COUNT), missing]) {
    const start = findFreeSubids([...lent, ...wished], count, { max: LAST_ID });
    if (start !== undefined) return { owner, start, count };
  }
  return undefined;
}

function addition(line: Grant, all: readonly Subid[]): Edit {
  const end = all.reduce((far, { span }) => Math.max(far, span.end), 0);
  return { start: end, end, text: all.length === 0 ? `${lineOf(line)}\n` : `\n${lineOf(line)}` };
}
