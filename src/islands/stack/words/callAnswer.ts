import { type Arch, architectureOf } from '../../../engine/linux/index.ts';
import { type Libc, STACKS, type Stack } from '../../../engine/stack/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import type { Starting } from '../../../instrument/stacks/filterStart.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import { code, plain } from '../../../ui/Phrase.ts';
import type { LibcColumn, LibcFacts, Outcome, StackFacts } from '../state/Facts.ts';
import type { Answer, Asked, Explanation, Line } from '../state/State.ts';
import { type Break, breakLines, filterEntries, NO_START, placesWords, subjectWords } from './card.ts';
import { explanations, libcLabel, stacksWords, whereWords } from './libcWords.ts';
import { breakRows, callRows, podLines, refusalLines, rowLines, type Unstarted, unstartedLines } from './tableRows.ts';

/** A release of Docker from which on its default answers as this later stack does. */
export interface Change {
  release: string;
  after: StackFacts;
  /** The profile alone makes the change; else it needs the later stack's runtime and libseccomp too. */
  isProfileAlone: boolean;
}

/** With which release, between two of the stacks, an answer came: "Docker’s answer changes in 25.0.0, to Refused: EPERM." */
const changeLines = (changes: readonly Change[], arch: Arch): Line[] =>
  changes.map(({ release, after, isProfileAlone }) => {
    const answer = filterEntries(after, arch).map(({ words }) => plain(words));
    const { runtime, versions } = after.stack;
    const rest = isProfileAlone ? '' : `, with ${runtime} ${versions.runtime} and libseccomp ${versions.libseccomp}`;
    return { words: [`Docker’s answer changes in ${release}${rest}, to ${answer.join(' or ')}.`] };
  });

/** What the card says where no libc is known to break: a headline, and a line for each answer where they differ. */
interface Told {
  tone: Tone;
  headline: string;
  lines: readonly Line[];
}

/** How the stacks' filters answer a call, the most frequent answer first. */
function answersApart(facts: readonly StackFacts[], arch: Arch): Told {
  const told = facts.map((each) => {
    const entries = filterEntries(each, arch);
    const tones = new Set(entries.map(({ tone }) => tone));
    return {
      stack: each.stack,
      words: entries.map(({ words }) => plain(words)).join(' or '),
      tone: tones.size === 1 ? (entries[0]?.tone ?? 'depends') : 'depends',
    } as const;
  });
  const groups = [...Map.groupBy(told, ({ words }) => words)].toSorted(([, a], [, b]) => b.length - a.length);
  const lacking = lackingLines(facts);
  const [[words, [first]] = ['', []]] = groups;
  if (groups.length === 1 && first)
    return { tone: first.tone, headline: `${words} on all ${facts.length} stacks`, lines: lacking };
  const lines = groups.map(([answer, some]): Line => {
    const where = whereWords(some.map(({ stack }) => stack));
    return { chip: { tone: some[0]?.tone ?? 'depends', word: answer }, words: [where] };
  });
  return { tone: 'depends', headline: `${groups.length} different answers`, lines: [...lines, ...lacking] };
}

/** Where the filter allows a call that the kernel does not have yet. */
function lackingLines(facts: readonly StackFacts[]): Line[] {
  const lacking = facts.filter(({ seen }) => seen.some((each) => each.kind === 'error' && each.lackedBefore));
  if (lacking.length === 0) return [];
  const where = whereWords(lacking.map(({ stack }) => stack));
  return [{ words: ['Allowed, but the kernel predates the call and returns ', code('ENOSYS'), `: ${where}.`] }];
}

/** What is known of one call on every stack. */
interface CallFound {
  asked: Asked;
  name: string;
  /** With the arguments that are asked about. */
  written: string;
  arch: Arch;
  /** The machine's own ABI has no such call: it is another's. */
  isAbsent: boolean;
  facts: readonly StackFacts[];
  columns: readonly LibcColumn[];
  breaks: readonly Break[];
  /** Where, between two stacks, the default's answer changes. */
  changes: readonly Change[];
  /** Why the libc that is asked about is not known, where it is not: the newest are shown then. */
  unread: readonly Diagnostic[];
  /** Where it is shown, as far as a link can hold it: the checker's fragment of each stack, and this table's of each libc, or of each stack with an image's. */
  links: { checker: ReadonlyMap<Stack, string>; table: ReadonlyMap<Stack | Libc, string> };
}

/** One call on every stack, and what the libcs do then. */
export function callAnswer(found: CallFound): Answer {
  const { asked, name, written, arch, facts, columns, links } = found;
  const isOwn = asked.profile !== undefined;
  const table = callRows({ facts, arch, libcs: columns, isOwn }, (stack, libc) => {
    const to = libc ? 'table' : 'checker';
    const fragment = libc ? (links.table.get(libc) ?? links.table.get(stack)) : links.checker.get(stack);
    return fragment === undefined ? undefined : { to, fragment };
  });
  const isNarrow = arch !== asked.arch && arch !== 'SCMP_ARCH_X32' && architectureOf(arch).bits === 32;
  const width = isNarrow ? ', from a 32-bit program,' : '';
  const profile = isOwn ? 'your profile' : 'its default profile (Kubernetes: RuntimeDefault)';
  const refusing = facts.filter((each) => filterEntries(each, arch).some(({ tone }) => tone !== 'allow'));
  const card = cardOf(found);
  return {
    ...card,
    lines: [
      ...rowLines(table, asked.stack),
      ...card.lines,
      ...(isOwn ? [] : podLines(refusing.map(({ stack }) => stack))),
    ],
    caption: `${written}${width} on ${stacksWords(asked.arch)}, each with ${profile}`,
    ...table,
    explained: columns.length === 0 ? [untold(name)] : columns.flatMap((column) => explanations(name, column)),
  };
}

function cardOf(found: CallFound): Told {
  const { asked, written, arch, facts, columns, breaks } = found;
  const image = asked.image.trim();
  const unstarted = facts.filter(({ starting }) => starting === 'fails');
  const isOwn = asked.profile !== undefined;
  const apart = answersApart(isOwn ? facts : facts.filter((each) => !unstarted.includes(each)), arch);
  const told = { ...apart, lines: [...apart.lines, ...changeLines(found.changes, arch)] };
  if (isOwn && unstarted.length > 0) {
    const why = unstartedLines(unstarted);
    // The headline has said where.
    const lines = told.lines.filter(({ chip }) => chip?.word !== NO_START);
    return {
      tone: 'deny',
      headline: `${NO_START} with this profile on ${whereWords(unstarted.map(({ stack }) => stack))}`,
      lines: [...why, ...lines],
    };
  }
  const beside = [...absentLines(found), ...refusalLines(unstarted), ...unsureLines(facts), ...unknownLines(found)];
  const unread = unreadLines(found);
  const [first, ...others] = breaks;
  // What other libcs do is no answer for an image whose libc is not known: the table alone shows it, under their names.
  if (unread.length > 0 || (first === undefined && (image === '' || columns.length === 0)))
    return { ...told, headline: `${written}: ${told.headline}`, lines: [...unread, ...beside, ...told.lines] };
  if (first === undefined) {
    const lines = [...beside, { words: [`${told.headline}.`] }, ...told.lines];
    const isSure = columns.every(({ facts: { outcomes } }) => !outcomes.some((each) => UNSURE.includes(each)));
    return isSure
      ? { tone: 'allow', headline: `${written} breaks nothing in ${image}`, lines }
      : { tone: 'depends', headline: `${written} is not known to break ${image}`, lines };
  }
  const headline =
    image === ''
      ? `${written} breaks ${subjectWords(first)} on ${placesWords([first])}`
      : `${image} breaks on ${placesWords(breaks)}`;
  const further = others.flatMap((other): Line[] => [
    { words: [`${subjectWords(other)} breaks on ${placesWords([other])}.`] },
    ...breakLines(other, image),
  ]);
  return { tone: 'deny', headline, lines: [...breakLines(first, image), ...further, ...beside] };
}

const UNSURE: readonly (Outcome | undefined)[] = ['unknown', 'depends'];

const stacksThat = (facts: readonly StackFacts[], starting: Starting): readonly Stack[] =>
  facts.filter((each) => each.starting === starting).map(({ stack }) => stack);

function unsureLines(facts: readonly StackFacts[]): Line[] {
  const unsure = stacksThat(facts, 'may fail');
  return unsure.length === 0 ? [] : [{ words: [`Startup may fail with this profile on ${whereWords(unsure)}.`] }];
}

/** That the machine's own programs have no such call. */
function absentLines({ asked, name, arch, isAbsent }: CallFound): Line[] {
  if (!isAbsent) return [];
  const words = [`${architectureOf(asked.arch).token} has no call `, code(name)];
  return [{ words: [...words, `: this answer is for ${architectureOf(arch).label} programs.`] }];
}

/** That the table’s libcs are not the one that was meant. */
function unreadLines({ unread, columns }: CallFound): Line[] {
  if (columns.length === 0) return [];
  const shown = AND.format(columns.map(({ libc }) => libcLabel(libc)));
  return unread.map(({ message, hint }) => ({ words: [`${message} The table shows ${shown} instead. ${hint}`] }));
}

const AND = /* @__PURE__ */ new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Between two releases that were tested and differ. */
const unknownLines = ({ name, columns }: CallFound): Line[] =>
  columns
    .filter(({ facts }) => facts.outcomes.includes('unknown'))
    .map(({ libc }) => ({
      words: [`How ${libcLabel(libc)} handles this answer to `, code(name), ' is not known.'],
    }));

const untold = (name: string): Explanation => ({
  words: ['The table has no record of what glibc, musl and Go do with ', code(name), '.'],
  source: undefined,
});

/** What is known of the calls that an image's libc makes. */
interface ImageFound {
  asked: Asked;
  libc: Libc;
  calls: readonly { call: string; facts: LibcFacts }[];
  breaks: readonly Break[];
  /** The fragment of this table with a call that breaks it, and with each stack's row told first. */
  links: ReadonlyMap<string | Stack, string>;
  /** Whether a container starts, and why none does, in the stacks' order. */
  starting: readonly (Unstarted & Pick<StackFacts, 'starting'>)[];
}

/** Which of its libc's calls break an image, and on which stacks. */
export function imageAnswer({ asked, libc, calls, breaks, links, starting }: ImageFound): Answer {
  const image = asked.image.trim();
  const made = calls.filter(({ facts }) => facts.rows.length > 0);
  const linkTo = (shown: string | Stack) => ({ to: 'table', fragment: links.get(shown) ?? '' }) as const;
  const lines = breaks.flatMap((found): Line[] => [
    {
      words: [code(found.call), ` breaks on ${placesWords([found])}.`],
      leads: { ...linkTo(found.call), label: `${found.call} on every stack` },
    },
    ...breakLines(found, image),
  ]);
  const unknown = calls.filter(({ facts }) => facts.outcomes.includes('unknown'));
  const notKnown: Line[] =
    unknown.length === 0
      ? []
      : [
          {
            words: [
              `Unknown for ${libcLabel(libc)}: `,
              ...unknown.flatMap(({ call }, at) => [at > 0 ? ', ' : '', code(call)]),
              '.',
            ],
          },
        ];
  const isOwn = asked.profile !== undefined;
  const table = breakRows({ calls, isStarted: (at) => starting[at]?.starting !== 'fails', isOwn }, linkTo);
  const unstarted = starting.filter((each) => each.starting === 'fails');
  const ofProfile = isOwn ? unstarted : [];
  const isBroken = breaks.length > 0 || ofProfile.length > 0;
  return {
    tone: isBroken ? 'deny' : 'allow',
    headline: headlineOf({ image, breaks, unstarted: ofProfile.map(({ stack }) => stack) }),
    lines: [
      ...rowLines(table, asked.stack),
      ...unstartedLines(ofProfile),
      ...lines,
      ...notKnown,
      ...(isOwn ? [] : refusalLines(unstarted)),
      ...(isOwn ? [] : podLines(breaks.flatMap(({ where }) => where.flatMap(({ stacks }) => stacks)))),
      { words: [`Checked: the calls that ${libcLabel(libc)} is known to make by itself.`] },
      ...(isBroken ? [] : [OLDEST]),
    ],
    caption: `What breaks in ${libcLabel(libc)} on ${stacksWords(asked.arch)}`,
    ...table,
    explained: made.flatMap(({ call, facts }) => explanations(call, { libc, facts })),
  };
}

const OLDEST: Line = {
  words: [
    `The oldest of these stacks is ${STACKS[0]?.label}; an older host may answer differently: see “Who said no?”.`,
  ],
};

interface Summed {
  image: string;
  breaks: readonly Break[];
  unstarted: readonly Stack[];
}

function headlineOf({ image, breaks, unstarted }: Summed): string {
  if (unstarted.length > 0) return `${NO_START} with this profile on ${whereWords(unstarted)}`;
  if (breaks.length > 0) return `${image} breaks on ${placesWords(breaks)}`;
  return `No known call breaks ${image} on these stacks`;
}
