import { compareReleases } from '../../../engine/linux/index.ts';
import { ENGINE_NAMES } from '../../../engine/seccomp/index.ts';
import { type Libc, type LibcRow, STACKS, type Stack } from '../../../engine/stack/index.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';
import type { LibcFacts } from '../state/Facts.ts';
import type { Line } from '../state/Reply.ts';
import { fallbackWords, LIBC_NAMES, libcLabel, makersWords, releasesWords } from './libcWords.ts';
import { isBreak } from './seenWords.ts';
import { inWords, type Stretch, stretches, stretchWords } from './whereWords.ts';

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
