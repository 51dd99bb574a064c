import type { Arch } from '../../../engine/linux/index.ts';
import { isOfKubernetes } from '../../../engine/seccomp/index.ts';
import { type Libc, STACKS, type Stack } from '../../../engine/stack/index.ts';
import { code } from '../../../ui/Phrase.ts';
import type { LibcColumn, LibcFacts, StackFacts } from '../state/Facts.ts';
import type { Column, Entry, Leads, Row } from '../state/Reply.ts';
import { libcLabel } from './libcWords.ts';
import { filterEntries, isBreak, NO_START, outcomeEntry, seenEntries } from './seenWords.ts';

/** Where it is shown what a stack answers, or what a libc does on all of them; undefined where no link can hold it. */
export type LinkTo = (stack: Stack, libc?: Libc) => Leads | undefined;

/** One call on every stack, and what each libc does then. */
export function callRows(
  {
    facts,
    arch,
    libcs,
    isOwn,
  }: { facts: readonly StackFacts[]; arch: Arch; libcs: readonly LibcColumn[]; isOwn: boolean },
  linkTo: LinkTo,
): { columns: readonly Column[]; rows: readonly Row[] } {
  const columns = [
    { id: 'filter', label: 'Filter' },
    { id: 'program', label: 'Program sees' },
    ...libcs.map(({ libc }) => ({ id: libc.name, label: libcLabel(libc) })),
  ];
  const rows = facts.map((each, at): Row => {
    const leads = linkTo(each.stack);
    const cells = [filterEntries(each, arch), seenEntries(each)].map((entries) =>
      entries.map((entry) => ({ ...entry, leads })),
    );
    const ofLibcs = libcs.map((column) => [{ ...libcEntry(column, at), leads: linkTo(each.stack, column.libc) }]);
    return { ...headOf(each.stack, isOwn), cells: [...cells, ...ofLibcs] };
  });
  return { columns, rows: rows.toReversed() };
}

function libcEntry({ facts: { outcomes, rows } }: LibcColumn, at: number): Entry {
  const outcome = outcomes[at];
  const fallback = rows.find(({ ENOSYS, EPERM }) => [ENOSYS, EPERM].includes('falls back'));
  return outcomeEntry(outcome, fallback?.to);
}

interface Broken {
  calls: readonly { call: string; facts: LibcFacts }[];
  isStarted: (at: number) => boolean;
  isOwn: boolean;
}

/** What of a libc's calls breaks on every stack. */
export function breakRows(
  { calls, isStarted, isOwn }: Broken,
  linkTo: (shown: string | Stack) => Leads,
): { columns: readonly Column[]; rows: readonly Row[] } {
  const rows = STACKS.map((stack, at): Row => {
    const broken = calls.filter(({ facts }) => isBreak(facts.outcomes[at]));
    const entries = broken.map(
      ({ call, facts }): Entry => ({
        tone: 'deny',
        words: [facts.outcomes[at] === 'killed' ? 'Killed' : 'Fails'],
        note: [code(call)],
        leads: linkTo(call),
      }),
    );
    const none: Entry = isStarted(at) ? { tone: 'allow', words: ['Nothing'] } : { tone: 'deny', words: [NO_START] };
    return { ...headOf(stack, isOwn), cells: [entries.length > 0 ? entries : [{ ...none, leads: linkTo(stack) }]] };
  });
  return { columns: [{ id: 'breaks', label: 'What breaks' }], rows: rows.toReversed() };
}

/** `isOwn`: under the reader's profile. Of the defaults a node's is the one that has to be asked for. */
function headOf(stack: Stack, isOwn: boolean): Pick<Row, 'stack' | 'label' | 'parts'> {
  const { id, engine, runtime, versions, kernel } = stack;
  const label = isOwn || !isOfKubernetes(engine) ? stack.label : `${stack.label}, RuntimeDefault`;
  const parts = [`${runtime} ${versions.runtime}`, `libseccomp ${versions.libseccomp}`, `Linux ${kernel}`];
  // A line ends between two parts, and in none.
  return { stack: id, label, parts: parts.map((part) => part.replace(' ', '\u00a0')).join(' · ') };
}
