import type { Arch } from '../../../engine/linux/index.ts';
import { ENGINE_NAMES, isOfKubernetes } from '../../../engine/seccomp/index.ts';
import { type Libc, STACKS, type Stack } from '../../../engine/stack/index.ts';
import { UNCONFINED_PODS } from '../../../instrument/words/podProfile.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { LibcColumn, LibcFacts, StackFacts } from '../state/Facts.ts';
import type { Answer, Column, Entry, Leads, Line, Row } from '../state/State.ts';
import { filterEntries, isBreak, NO_START, outcomeEntry, seenEntries } from './card.ts';
import { libcLabel, stretches, whereWords } from './libcWords.ts';

/** Where it is shown what a stack answers, or what a libc does on all of them; undefined where no link can hold it. */
type LinkTo = (stack: Stack, libc?: Libc) => Leads | undefined;

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

/** A stack on which no container starts, and why: the profile itself is refused, or calls of the runtime are. */
export type Unstarted = Pick<StackFacts, 'stack' | 'refusal' | 'refusedCalls'>;

const MOST_CALLS = 6;

/** Why no container starts on these stacks: a sentence for each reason, and where, where a runtime has more than one. */
export function unstartedLines(unstarted: readonly Unstarted[]): readonly Line[] {
  const reasons = [...Map.groupBy(unstarted.toReversed(), reasonOf).values()];
  const isAmbiguous = reasons.length > runtimesOf(unstarted.map(({ stack }) => stack)).length;
  return reasons.flatMap((same): Line[] => {
    const [first] = same;
    if (first === undefined) return [];
    const stacks = same.map(({ stack }) => stack);
    const where = isAmbiguous ? [`${whereWords(stacks)}: `] : [];
    return [{ words: [...where, ...reasonWords(first, stacks)] }];
  });
}

/** That a stack's own default does not start there: a machine that the stack does not know. */
export const refusalLines = (unstarted: readonly Unstarted[]): readonly Line[] =>
  [...Map.groupBy(unstarted.toReversed(), reasonOf)].map(([reason, same]) => ({
    words: [`${NO_START} on ${whereWords(same.map(({ stack }) => stack))}: ${reason}`],
  }));

const reasonOf = ({ refusal, refusedCalls }: Unstarted): string => refusal?.words ?? refusedCalls.join(' ');

const runtimesOf = (stacks: readonly Stack[]): readonly string[] => [...new Set(stacks.map(({ runtime }) => runtime))];

/** "Docker, Podman, containerd and CRI-O": those of the stacks. */
const enginesOf = (stacks: readonly Stack[]): Phrase =>
  listed(stretches(stacks).map(({ engine }): Phrase => [ENGINE_NAMES[engine]]));

function reasonWords({ refusal, refusedCalls }: Unstarted, stacks: readonly Stack[]): Phrase {
  const why = refusal && `: ${refusal.words}${refusal.words.endsWith('.') ? '' : '.'}`;
  if (why && refusal.by === undefined) return [`The profile is invalid${why}`];
  if (why && refusal.by === 'engine') return [...enginesOf(stacks), ` can’t read the profile${why}`];
  const runtimes = runtimesOf(stacks);
  const names = runtimes.toSorted().reverse().join(' and ');
  const loads = runtimes.length === 1 ? 'it loads' : 'they load';
  const ending = runtimes.length === 1 ? 's' : '';
  if (why) return [`${names} refuse${ending} it${why}`];
  const { length } = refusedCalls;
  const [these, them] = length === 1 ? ['this call', 'it'] : ['these calls', 'them'];
  const shown = refusedCalls
    .slice(0, length > MOST_CALLS + 1 ? MOST_CALLS : length)
    .map((name): Phrase => [code(name)]);
  const more: Phrase[] = shown.length < length ? [[`${length - shown.length} more`]] : [];
  return [
    `${names} still make${ending} ${these} after ${loads} the filter, and the profile refuses ${them}: `,
    ...listed([...shown, ...more]),
    '.',
  ];
}

/** What the table says of the stack that a link names, as a sentence of the card, and where the checker shows it. */
export function rowLines({ columns, rows }: Pick<Answer, 'columns' | 'rows'>, stack: string | undefined): Line[] {
  const row = rows.find((each) => each.stack === stack);
  if (row === undefined) return [];
  const cells = row.cells.map((entries, at): Phrase => {
    const said = listed(entries.map(entryWords), 'or');
    return [` · ${columns[at]?.label}: `, ...said];
  });
  const leads = row.cells[0]?.[0]?.leads;
  const inChecker = leads?.to === 'checker' && { leads: { ...leads, label: 'Open in the profile checker' } };
  return [{ words: [row.label, ...cells.flat(), '.'], ...inChecker }];
}

const entryWords = ({ words, note }: Entry): Phrase => (note ? [...words, ' (', ...note, ')'] : words);

/** Which Pods escape what a node's default refuses on these stacks: none has a default that nobody asked for. */
export const podLines = (refusing: readonly Stack[]): readonly Line[] =>
  refusing.some(({ engine }) => isOfKubernetes(engine))
    ? [{ chip: { tone: 'depends', word: 'No filter' }, words: UNCONFINED_PODS }]
    : [];
