import { type ErrorEntry, type NextStep, readMessage } from '../idmap/index.ts';
import { closest, errnoNumber, errnoOf } from '../linux/index.ts';
import { type Filter, possibleVerdicts, stateOf, type Verdict } from '../seccomp/index.ts';
import { type SourceText, type Span, sourceText, spanAt } from '../text/index.ts';
import { type Document, documentAt, type TracedCall } from '../trace/index.ts';
import type { CauseOf } from './CauseOf.ts';
import { catalogue } from './catalogue.ts';
import { linesOf } from './ofParts.ts';

/** Of a longer text so much of its beginning and of its end is read: a program says last why it ended. */
const FIRST = 400_000;
const LAST = 1_600_000;
/** In between so much of the lines that look like an error. */
const BETWEEN = 200_000;

/** A record of a refusal, or a word with which programs tell of one. */
const LOOKS_LIKE_ERROR =
  /type=(?:1326|SECCOMP)\b|\b(?:E(?:PERM|ACCES|NOSYS|INVAL)|denied|refused|fail(?:ed|ure)|fatal|not (?:permitted|allowed|found|implemented)|invalid argument|insufficient|cannot|unable|errors?)\b/i;

/** The lines between, and how many of them are read as errors. */
export interface LeftOut {
  first: number;
  last: number;
  read: number;
}

/** A text as far as it is read, its offsets unchanged, and what is left out in between; undefined where nothing is. */
export function partRead(text: string): { text: string; leftOut: LeftOut | undefined } {
  if (text.length <= FIRST + LAST) return { text, leftOut: undefined };
  const start = text.lastIndexOf('\n', FIRST) + 1 || FIRST;
  const end = text.indexOf('\n', text.length - LAST) + 1 || text.length - LAST;
  const { lineStarts } = sourceText(text);
  const lineAt = (offset: number) => lineStarts.findLastIndex((lineStart) => lineStart <= offset) + 1;
  let [read, kept] = [0, 0];
  const between = text.slice(start, end).replace(/[^\n]+/g, (line) => {
    if (kept + line.length > BETWEEN || !LOOKS_LIKE_ERROR.test(line)) return blanks(line);
    kept += line.length;
    read++;
    return line;
  });
  return {
    text: text.slice(0, start) + between + text.slice(end),
    leftOut: { first: lineAt(start), last: lineAt(end - 1), read },
  };
}

/** The text with blanks in the place of a stretch, line by line: every other offset stays. */
export const blanked = (text: string, { start, end }: Pick<Span, 'start' | 'end'>): string =>
  text.slice(0, start) + text.slice(start, end).replace(/[^\n]+/g, blanks) + text.slice(end);

const blanks = (line: string): string => ' '.repeat(line.length);

/** What only a profile has among its members. */
export const LOOKS_LIKE_PROFILE = /"(?:defaultAction|syscalls)"\s*:/;

/** The place of a seccomp profile among other text, such as the trace that was made under it; undefined where there is none. */
export function profileIn(source: SourceText): Span | undefined {
  if (!LOOKS_LIKE_PROFILE.test(source.text)) return undefined;
  let open: Document | undefined;
  for (const { text, span } of linesOf(source)) {
    const line = { text, start: span.start, line: span.line };
    if (open) open.take(line);
    else open = documentAt(line);
    if (open?.kind !== 'json') open = undefined;
    if (!open?.isWhole()) continue;
    const [first] = open.lines;
    if (first && LOOKS_LIKE_PROFILE.test(open.text())) return spanAt(source, first.start, span.end);
    open = undefined;
  }
  return undefined;
}

const MOST = 5;
/** Words that most messages have tell nothing. */
const SHORTEST = 4;

/** Of a text with more words, one that is shared is chance. */
const FEW = 3;
/** What is much less near than the nearest is noise. */
const LEAST_SHARE = 0.6;

/**
 * The entries whose messages share the rarest words with a text, those of their titles twice, the nearest first; none where they share too few. Words count
 * by how few entries have them (inverse document frequency).
 */
export function nearestEntries(text: string): { code: string; title: string }[] {
  const entries = catalogue();
  const words = entries.map((entry) => ({ all: wordsOf(entry), title: wordsIn(entry.title) }));
  const known = new Set(words.flatMap(({ all }) => [...all]));
  const asked = wordsMeant(wordsIn(text.slice(0, 4000)), known);
  const rarity = new Map(
    [...asked].map(
      (word) => [word, Math.log(entries.length / words.filter(({ all }) => all.has(word)).length)] as const,
    ),
  );
  const scored = entries.map(({ code, title }, at) => {
    const shared = [...asked].filter((word) => words[at]?.all.has(word));
    const isChance = asked.size > FEW && shared.length < 2;
    const weight = (word: string) => (rarity.get(word) ?? 0) * (words[at]?.title.has(word) ? 2 : 1);
    return { code, title, score: isChance ? 0 : shared.reduce((sum, word) => sum + weight(word), 0) };
  });
  const most = Math.max(...scored.map(({ score }) => score));
  return scored
    .filter(({ score }) => score > 0 && score >= LEAST_SHARE * most)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST)
    .map(({ code, title }) => ({ code, title }));
}

/** Of a longer text, what is no word of a message is a name rather than a typo. */
const MOST_TYPOS = 12;
const SHORTEST_TYPO = 6;

/** The words as they were meant: one that no message has is taken for the word of a message that it is a typo of. */
function wordsMeant(asked: ReadonlySet<string>, known: ReadonlySet<string>): ReadonlySet<string> {
  const unknown = new Set([...asked].filter((word) => word.length >= SHORTEST_TYPO && !known.has(word)));
  if (unknown.size === 0 || unknown.size > MOST_TYPOS) return asked;
  const candidates = [...known];
  return new Set([...asked].map((word) => (unknown.has(word) ? (closest(word, candidates)[0] ?? word) : word)));
}

const wordsOf = ({ title, phrases, examples }: ErrorEntry): ReadonlySet<string> =>
  wordsIn([title, ...phrases, ...examples].join(' '));

function wordsIn(text: string): ReadonlySet<string> {
  return new Set((readMessage(text).small.match(/[a-z_][a-z_\d]+/g) ?? []).filter(({ length }) => length >= SHORTEST));
}

/** What is taken for granted where the text says nothing of it. */
export interface Given {
  /** The filter of a container that nobody gave another; called when a text has calls that failed. */
  filter?: () => UsualFilter;
  /** The filter that this text of a profile makes, which was pasted with such calls; undefined where it makes none. */
  filterOf?: (profile: string) => UsualFilter | undefined;
}

/** A filter that the calls of a text are asked of. */
export interface UsualFilter {
  filter: Filter;
  /** Whose it is: "Docker 29.9’s default", "The pasted profile". */
  words: string;
  /** Of a profile that was pasted with the calls. */
  isOwn?: true;
}

/** An error that a program got from a call, and the line that tells it. */
export interface FailedCall {
  name: string;
  errno: string;
  call: TracedCall;
  line: string;
}

const ONCE_WITHOUT = {
  why: 'Run the same command once without the filter. If the error is gone, the filter was the cause. This is a test, not a fix; remove the option afterwards.',
  command: 'docker run --rm --security-opt seccomp=unconfined IMAGE COMMAND',
};

/** The trace check has the rule. `lacksProfile`: the profile that refused is not in the text. */
export const allowIt = (name: string, lacksProfile = false): NextStep => ({
  why: lacksProfile
    ? `Open the line in the trace check and paste your profile there, under “Your profile”: it shows the smallest rule that allows ${name}, what else that rule allows, and the changed profile.`
    : `Open the line in the trace check: it shows the smallest rule that allows ${name}, what else that rule allows, and the changed profile.`,
  fixes: true,
});

/** A filter as the cause: certain where the pasted profile itself returns this error for the call. `refuses`: the filter refuses some call that the line can be. */
export function filterCause(failed: FailedCall, asked: UsualFilter | undefined): { cause: CauseOf; refuses: boolean } {
  const { name, errno, call } = failed;
  const verdicts = asked ? possibleVerdicts(asked.filter, call) : [];
  const refused = verdicts.filter(({ action }) => stateOf(action) === 'closed');
  const common = { layer: 'seccomp' as const, title: `\`${name}\` returned \`${errno}\`` };
  const [first] = verdicts;
  if (asked?.isOwn && first && verdicts.every((verdict) => returns(verdict, failed)))
    return {
      refuses: true,
      cause: {
        ...{ ...common, code: 'call-refused', certain: true, who: 'the pasted seccomp profile' },
        says: whyRefused(failed, first),
        fixes: [allowIt(name)],
      },
    };
  return {
    refuses: refused.length > 0,
    cause: {
      ...{ ...common, code: 'call-error', certain: false, who: 'a seccomp filter' },
      says: asked ? asked.words + answerWords(failed, refused, verdicts, asked) : `A filter may refuse ${name}.`,
      test: ONCE_WITHOUT,
      fixes: [allowIt(name, asked !== undefined && refused.length === 0)],
    },
  };
}

const returns = ({ action, data }: Verdict, { errno, call }: FailedCall): boolean =>
  action === 'ERRNO' && data === errnoNumber(errno, call.arch);

/** What a filter makes of the call, said of it. */
function answerWords(
  { name, errno, call }: FailedCall,
  refused: readonly Verdict[],
  verdicts: readonly Verdict[],
  { isOwn }: UsualFilter,
): string {
  if (refused.length === 0)
    return isOwn
      ? ' allows this call, so only another profile, or an earlier version of this one, can refuse it.'
      : ' allows this call, so only a profile of your own or an older default can refuse it.';
  if (refused.length < verdicts.length) return ` refuses ${name} with some arguments.`;
  const returned = new Set(
    refused.map(({ action, data }) => (action === 'ERRNO' ? errnoOf(data, call.arch)?.name : undefined)),
  );
  const [other] = returned;
  return returned.size === 1 && other !== undefined && other !== errno
    ? ` refuses this call with ${other}, not ${errno}.`
    : ' refuses this call.';
}

function whyRefused({ name, errno }: FailedCall, { reason }: Verdict): string {
  switch (reason.kind) {
    case 'rule':
      return `A rule of the pasted profile returns ${errno} for ${name}.`;
    case 'no-rule':
      return `The pasted profile has no rule for ${name}, so its default action returns ${errno}.`;
    case 'inactive':
      return `The rules of the pasted profile for ${name} apply only with other capabilities or on another machine, so its default action returns ${errno}.`;
    case 'conditions':
      return `The rules of the pasted profile for ${name} require other arguments, so its default action returns ${errno}.`;
    default:
      return `The pasted profile returns ${errno} for ${name}.`;
  }
}
