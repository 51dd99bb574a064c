import { type Edit, error, nameWord } from '../../text/index.ts';
import type { PasteStep } from '../formats/PasteStep.ts';
import { type IdKind, LAST_ID, NO_ID } from '../map/Extent.ts';
import { addOption, assignFreeRange, UNLISTED } from '../subid/assignCommands.ts';
import { findFreeSubids, SUBID_COUNT } from '../subid/findFreeSubids.ts';
import type { Subid } from '../subid/parseSubids.ts';
import { type Range, shared, unite } from './fewest/Range.ts';
import { lineOf } from './missingGrants.ts';
import type { Grant, PlanDiagnostic } from './Plan.ts';
import { idsOfLine } from './usualMap.ts';

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
export function rangeShort({ of, owner, lines, all, mapped, needed, has, size }: Short): PlanDiagnostic {
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
