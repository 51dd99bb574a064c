import type { Arch } from '../../../engine/linux/index.ts';
import { isOfKubernetes } from '../../../engine/seccomp/index.ts';
import { type Libc, STACKS, type Stack } from '../../../engine/stack/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { code, listed, type Phrase, plain } from '../../../ui/Phrase.ts';
import type { Column, Entry, Leads, LibcColumn, LibcFacts, Outcome, Row, Seen, StackFacts } from '../state/Reply.ts';
import { libcLabel } from './libcWords.ts';

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

/** Said where the profile keeps containers from starting. */
export const NO_START = 'No container starts';

/** What the filter answers, each answer once. */
export function filterEntries({ answers, off, starting, refusal }: StackFacts, arch: Arch): readonly Entry[] {
  if (starting === 'fails') return [{ tone: 'deny', words: [NO_START], note: refusal && [refusal.words] }];
  if (off) return [{ tone: 'depends', words: ['No filter'] }];
  const note: Phrase | undefined = starting === 'may fail' ? ['the container may not start'] : undefined;
  return answers.map((answer, at) => {
    const { tone, headline } = actionWords(answer, arch);
    const isDoubtful = note !== undefined && tone === 'allow';
    return {
      tone: isDoubtful ? 'depends' : tone,
      words: [headline],
      note: at > 0 || answers.length === 1 ? note : ['depends on the arguments'],
    };
  });
}

/** What the program sees, each once. */
export function seenEntries({ seen, starting }: StackFacts): readonly Entry[] {
  if (starting === 'fails') return [{ words: ['–'] }];
  const entries = seen.map(seenEntry);
  return [...new Map(entries.map((entry) => [plain(entry.words), entry])).values()];
}

function seenEntry(seen: Seen): Entry {
  switch (seen.kind) {
    case 'runs':
      return passes(seen);
    case 'error':
      return {
        words: [code(`-1 ${seen.errno}`)],
        note: noteOf(seen),
      };
    case 'returns-0':
      return { words: [code('0')], note: ['as if the call had worked'] };
    case 'killed':
      return { words: [code('SIGSYS')], note: ['the program ends'] };
    case 'supervised':
      return { words: ['what a tracer or supervisor decides'] };
  }
}

function passes({ requires, isDenied }: Seen & { kind: 'runs' }): Entry {
  if (requires !== undefined) {
    const capabilities = listed(
      requires.map((each) => [code(each)]),
      'or',
    );
    return { words: ['the kernel requires ', ...capabilities], note: ['which the container lacks'] };
  }
  return { words: ['the call runs'], note: isDenied && ['unless AppArmor denies it'] };
}

function noteOf({ lackedBefore, runsSince }: Seen & { kind: 'error' }): Phrase | undefined {
  if (lackedBefore !== undefined) return [`call added in Linux ${lackedBefore}`];
  return runsSince === undefined ? undefined : [`runs unfiltered since Linux ${runsSince}`];
}

const OUTCOMES: Readonly<Record<Outcome, Entry>> = {
  works: { tone: 'allow', words: ['Works'] },
  'not called': { words: ['not called'] },
  'falls back': { tone: 'allow', words: ['Falls back'] },
  'passed on': { tone: 'depends', words: ['Error returned'], note: ['the program decides'] },
  depends: { tone: 'depends', words: ['Depends'], note: ['on the arguments'] },
  unknown: { tone: 'depends', words: ['Not known'] },
  fails: { tone: 'deny', words: ['Fails'] },
  killed: { tone: 'deny', words: ['Killed'] },
};

/** What a libc makes of it, and what it falls back to. */
export function outcomeEntry(outcome: Outcome | undefined, to: string | undefined): Entry {
  if (outcome === undefined) return { words: ['–'] };
  const entry = OUTCOMES[outcome];
  return outcome === 'falls back' && to !== undefined
    ? { ...entry, note: [to.startsWith('no ') ? `without ${to.slice(3)}` : `to ${to}`] }
    : entry;
}

/** Whether a program is worse off than where the call runs. */
export const isBreak = (outcome: Outcome | undefined): boolean => outcome === 'fails' || outcome === 'killed';

/** Of each engine's rows those where what is said changes, the oldest first, each with how many later ones say the same, and without its parts. */
export function changedRows(rows: readonly Row[]): readonly Row[] {
  const engineOf = ({ stack }: Row) => STACKS.find(({ id }) => id === stack)?.engine;
  return [...Map.groupBy(rows.toReversed(), engineOf).values()].flatMap((same) =>
    runsOf(same).map((run) => {
      const { length } = run.others;
      const { label } = run.first;
      return { ...run.first, label: length === 0 ? label : `${label}, and ${length} later`, parts: '' };
    }),
  );
}

/** Rows that follow each other and say the same. */
function runsOf(rows: readonly Row[]): readonly { first: Row; others: readonly Row[] }[] {
  const runs: { first: Row; others: Row[] }[] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last && saidIn(last.first) === saidIn(row)) last.others.push(row);
    else runs.push({ first: row, others: [] });
  }
  return runs;
}

const saidIn = ({ cells }: Row): string =>
  cells.map((entries) => entries.map(({ words, note = [] }) => plain([...words, ' ', ...note])).join()).join('|');
