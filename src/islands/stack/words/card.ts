import { type Arch, compareReleases } from '../../../engine/linux/index.ts';
import { ENGINE_NAMES } from '../../../engine/seccomp/index.ts';
import { type Libc, type LibcRow, STACKS, type Stack } from '../../../engine/stack/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { code, listed, type Phrase, plain } from '../../../ui/Phrase.ts';
import type { LibcFacts, Outcome, Seen, StackFacts } from '../state/Facts.ts';
import type { Entry, Line } from '../state/State.ts';
import {
  fallbackWords,
  inWords,
  LIBC_NAMES,
  libcLabel,
  makersWords,
  releasesWords,
  type Stretch,
  stretches,
  stretchWords,
} from './libcWords.ts';

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

/** A call that breaks a libc, and where. */
export interface Break {
  call: string;
  libc: Libc;
  facts: LibcFacts;
  where: readonly BreakStretch[];
}

/** `before`: the first release that ends it, where one is known. */
export type BreakStretch = Stretch & { before: string | undefined };

/** The stacks on which a libc breaks, by engine. */
export const brokenStretches = ({ outcomes }: LibcFacts): readonly Stretch[] =>
  stretches(STACKS.filter((_, at) => isBreak(outcomes[at])));

/** Where any of these break: "Docker before 20.10.10 and Podman 3.0.1". */
export function placesWords(breaks: readonly Break[]): string {
  const where = breaks.flatMap((each) => each.where);
  const stacks = new Set(where.flatMap((stretch) => stretch.stacks));
  if (stacks.size === STACKS.length) return 'every stack';
  return inWords(where.map((stretch) => stretchWords(stretch, stretch.before)));
}

/** "glibc 2.34 and newer", by the lines that break. */
export function subjectWords({ libc, facts }: Break): string {
  const [row] = facts.rows.filter(({ EPERM, ENOSYS }) => isBreak(EPERM) || isBreak(ENOSYS));
  return row ? releasesWords(row) : libcLabel(libc);
}

/** Why it breaks, what people see of it, and from where on it is over. `image`: the one that is asked about. */
export function breakLines(found: Break, image: string): readonly Line[] {
  const { facts, where } = found;
  const failing = facts.rows.filter(({ EPERM, ENOSYS }) => isBreak(EPERM) || isBreak(ENOSYS));
  const words = [
    ...(facts.outcomes.includes('fails') ? failing.map((row) => causeWords(found, row, failsAfter(row))) : []),
    ...(facts.outcomes.includes('killed') ? facts.rows.map((row) => causeWords(found, row, KILLED)) : []),
    ...(facts.outcomes.includes('fails') ? failing.flatMap((row) => printWords(row, image)) : []),
    ...where.flatMap((stretch) => overLines(stretch, found)),
  ];
  return words.map((each) => ({ words: each }));
}

const causeWords = ({ libc }: Break, row: LibcRow, then: Phrase): Phrase => [
  `In ${libcLabel(libc)}, `,
  ...makersWords(row),
  ...then,
];

const KILLED: Phrase = ['; the filter then kills the program.'];

const failsAfter = ({ ENOSYS, functions }: LibcRow): Phrase => [
  '; after ',
  ...(isBreak(ENOSYS) ? ['any error'] : [code('EPERM')]),
  functions.length > 1 ? ', they fail.' : ', it fails.',
];

/** What people see of it; in another image than the asked one, an example. */
const printWords = ({ prints = [] }: LibcRow, asked: string): Phrase[] =>
  prints.map(({ text, image }) => {
    const place = image === undefined ? '' : ` in ${image}`;
    const isOther = image !== undefined && asked !== '' && asked !== image;
    return [`Printed${place}${isOther ? ', for example' : ''}: `, code(text)];
  });

/** Where it is over, and the older builds that have the remedy already. */
function overLines({ engine, stacks, next, before }: BreakStretch, { facts, call, libc }: Break): Phrase[] {
  const name = ENGINE_NAMES[engine];
  if (next === undefined) return [];
  const first = before ?? next.versions.engine;
  const outcome = facts.outcomes[STACKS.indexOf(next)];
  const fallback = facts.rows.find(({ ENOSYS }) => ENOSYS === 'falls back')?.to;
  const how: Phrase =
    outcome === 'falls back'
      ? [': ', code(call), ' then gets ', code('ENOSYS'), `, and ${LIBC_NAMES[libc.name]} ${fallbackWords(fallback)}.`]
      : outcome === 'works'
        ? [': ', code(call), ' then runs.']
        : ['.'];
  const verb = before === undefined ? `${name} ${first}, the next in the table, works` : `Fixed in ${name} ${first}`;
  const early = earlier(stacks, before);
  return [
    [verb, ...how],
    ...early.map((stack): Phrase => [`${stack.label} already works: its package has a newer profile.`]),
  ];
}

/** Stacks of the same engine with an older release that are not broken: a distribution's own build. */
function earlier(broken: readonly Stack[], before: string | undefined): readonly Stack[] {
  const [first] = broken;
  if (first === undefined || before === undefined) return [];
  return STACKS.filter(
    (stack) =>
      stack.engine === first.engine && !broken.includes(stack) && compareReleases(stack.versions.engine, before) < 0,
  );
}
