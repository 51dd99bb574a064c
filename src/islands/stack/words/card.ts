import { compareReleases } from '../../../engine/linux/index.ts';
import { ENGINE_NAMES, isOfKubernetes } from '../../../engine/seccomp/index.ts';
import { type Libc, type LibcRow, STACKS, type Stack } from '../../../engine/stack/index.ts';
import { UNCONFINED_PODS } from '../../../instrument/words/podProfile.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { Answer, Entry, LibcFacts, Line, StackFacts } from '../state/Reply.ts';
import { fallbackWords, LIBC_NAMES, libcLabel, makersWords, releasesWords } from './libcWords.ts';
import { isBreak, NO_START } from './tableRows.ts';
import { inWords, type Stretch, stretches, stretchWords, whereWords } from './whereWords.ts';

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
