import { type ErrorEntry, type Explained, isErrorLine, type Message, readMessage } from '../idmap/index.ts';
import { type SourceText, type Span, sourceText } from '../text/index.ts';
import { parseTrace } from '../trace/index.ts';
import { catalogue } from './catalogue.ts';
import { type Diagnosis, type Line, linesOf, type Paragraph, paragraphs } from './ofParts.ts';

/** Which runs of three characters a text has, as bits: a phrase with a run that is not among them is not in the text. */
type Grams = Uint32Array;

const BITS = 1 << 16;

/** The runs of a text. */
function gramsOf(text: string): Grams {
  const grams = new Uint32Array(BITS / 32);
  for (const gram of gramsIn(text)) grams[gram >> 5] = (grams[gram >> 5] ?? 0) | (1 << (gram & 31));
  return grams;
}

/** The runs of a phrase, by which it is looked for. */
function gramsIn(text: string): Uint16Array {
  const runs = new Uint16Array(Math.max(0, text.length - 2));
  for (let at = 0; at < runs.length; at += 1)
    runs[at] = text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2);
  return runs;
}

/** Whether a text may hold a phrase: false where it surely does not. */
const mayHold = (text: Grams, phrase: Uint16Array): boolean =>
  phrase.every((gram) => ((text[gram >> 5] ?? 0) & (1 << (gram & 31))) !== 0);

/** An entry of the catalogue that a text holds phrases of. */
interface Asked {
  entry: ErrorEntry;
  /** Its place in the catalogue. */
  rank: number;
  phrases: readonly string[];
}

/** The entries, of all or of these, of which a message holds a phrase, and these phrases. */
function askedBy({ small }: Message, entries: readonly Asked[] = everyEntry()): Asked[] {
  const grams = gramsOf(small);
  return entries.flatMap(({ phrases, ...each }) => {
    const held = phrases.filter((phrase) => mayHold(grams, runsOf(phrase)) && small.includes(phrase));
    return held.length === 0 ? [] : [{ ...each, phrases: held }];
  });
}

/** The entries without these phrases. */
const withoutPhrases = (asked: readonly Asked[], phrases: ReadonlySet<string>): Asked[] =>
  asked.map((each) => ({ ...each, phrases: each.phrases.filter((phrase) => !phrases.has(phrase)) }));

const everyEntry = once(() => catalogue().map((entry, rank): Asked => ({ entry, rank, phrases: entry.phrases })));

const allRuns = once(
  () => new Map(everyEntry().flatMap(({ phrases }) => phrases.map((phrase) => [phrase, gramsIn(phrase)] as const))),
);

const runsOf = (phrase: string): Uint16Array => allRuns().get(phrase) ?? gramsIn(phrase);

/** What is made at the first call. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A message of the catalogue, found in a text. */
export interface FoundMessage {
  entry: ErrorEntry;
  explained: Explained;
  /** Its place in the catalogue: what comes first says most. */
  rank: number;
  span: Span;
  /** Where the same is said once more. */
  also: Span[];
  /** Its program only warns, and went on. */
  warns: boolean;
  /** Known only by what the lines around it say. */
  ofMoreLines?: boolean;
}

/** A phrase may stand in a text without its message; a few places of it are tried. */
const MOST_PLACES = 4;

/** A message that names other numbers each time is told so often; a log repeats it for pages. */
const MOST_OF_ONE = 2;

/**
 * The messages in a text, those that say most first. Of the lines that stand together each has one, and what only passes on what another line tells is left
 * out beside it.
 */
export function messagesIn(source: SourceText): FoundMessage[] {
  const found = paragraphs(source).flatMap((paragraph) => tellingIn(messagesOf(paragraph)));
  const told = new Map<string, FoundMessage[]>();
  for (const message of tellingIn(found.sort(byWeight))) {
    const { code } = message.explained;
    const alike = told.get(code) ?? [];
    const last = alike.find((one) => isSame(one, message)) ?? alike[MOST_OF_ONE - 1];
    if (last) last.also.push(message.span, ...message.also);
    else told.set(code, [...alike, message]);
  }
  return [...told.values()].flat().sort(byWeight);
}

/**
 * What is found in the lines of one paragraph, the best first. A line is read by itself, and beside the lines that have no answer of their own: what another
 * error names is not its.
 */
function messagesOf({ lines, text, start }: Paragraph): FoundMessage[] {
  const asked = askedBy(readMessage(text));
  if (asked.length === 0) return [];
  const read = lines.map((line) => {
    const message = readMessage(line.text);
    const held = askedBy(message, asked);
    return { ...line, message, held, own: bestOf(message, held) };
  });
  const found = read.map((line) => {
    if (line.held.length === 0) return undefined;
    // A call that strace shows failed or did not, by its own line alone.
    if (CALL.test(line.text)) return line.own && { ...line.own, span: line.span, also: [], warns: false };
    const beside = read.filter(
      (other) => other === line || !(CALL.test(other.text) || (other.own && tells(other.own))),
    );
    const above = messageOf(beside.slice(0, beside.indexOf(line))).text.length;
    const from = above === 0 ? 0 : above + 1;
    const context = bestOf(messageOf(beside), line.held, from, from + line.message.text.length);
    const best = line.own && !(context && context.rank <= line.own.rank) ? line.own : context;
    return (
      best && {
        ...best,
        span: line.span,
        also: [],
        warns: WARNS.test(line.text),
        ofMoreLines: best.entry !== line.own?.entry,
      }
    );
  });
  const inLine = new Set(read.flatMap(({ held }) => held.flatMap(({ phrases }) => phrases)));
  const broken = bestOf(readMessage(text), withoutPhrases(asked, inLine));
  const [first] = lines;
  const whole = first &&
    broken && [
      { ...broken, span: { ...first.span, end: start + text.length }, also: [], warns: false, ofMoreLines: true },
    ];
  return withoutEchoes([...families(found, text, start), ...(whole ?? [])], { text, start }).sort(byWeight);
}

/** So near, in lines, does a program say an errno once more that it has told of. */
const ECHO = 4;

/**
 * A line that has an errno and no more (the last of a traceback, what a program says as it gives up) belongs to the message beside it that has the same
 * errno, or whose errno it is; one that names another errno, or a path of its own, is a matter of its own.
 */
function withoutEchoes(
  found: readonly FoundMessage[],
  { text, start }: Pick<Paragraph, 'text' | 'start'>,
): FoundMessage[] {
  const telling = found.filter(tells);
  return found.filter((general) => {
    // A call of strace's line failed by itself.
    if (!general.entry.general || CALL.test(text.slice(general.span.start - start, general.span.end - start)))
      return true;
    const own = textOf(general);
    const { path } = general.explained.facts;
    const errno = general.entry.phrases.filter((phrase) => own.includes(phrase));
    const near = telling.filter(({ span }) => Math.abs(span.line - general.span.line) <= ECHO);
    const told = near.find((message) => {
      const said = textOf(message);
      const hasErrno = message.ofMoreLines || errno.some((phrase) => said.includes(phrase));
      return hasErrno && (path === undefined || said.includes(path.toLowerCase()));
    });
    told?.also.push(general.span);
    return told === undefined;
  });

  function textOf({ span }: FoundMessage): string {
    return readMessage(text.slice(span.start - start, span.end - start)).small;
  }
}

/** Lines that follow each other and are of one family have one answer, that of the lines together: apt drops its privileges in four steps. */
function families(found: readonly (FoundMessage | undefined)[], text: string, start: number): FoundMessage[] {
  const told: FoundMessage[] = [];
  for (const [at, message] of found.entries()) {
    const last = told.at(-1);
    if (message && last && found[at - 1] && isOneMatter(last, message)) {
      const span = { ...last.span, end: message.span.end };
      const together = readMessage(text.slice(span.start - start, span.end - start));
      const best = bestOf(together, askedBy(together)) ?? message;
      told.splice(-1, 1, { ...best, span, also: [], warns: last.warns && message.warns });
    } else if (message) told.push(message);
  }
  return told;
}

/** As groupErrors has it; a line that is said once more is no further step. */
function isOneMatter(one: FoundMessage, other: FoundMessage): boolean {
  const { family } = one.entry;
  return (
    family !== undefined &&
    family === other.entry.family &&
    one.explained.facts.path === other.explained.facts.path &&
    !isSame(one, other)
  );
}

const isSame = ({ explained: one }: FoundMessage, { explained: other }: FoundMessage): boolean =>
  one.code === other.code && saidOf(one) === saidOf(other);

const saidOf = ({ who, says, next, causes = [] }: Explained): string =>
  JSON.stringify([who, causes.length === 0 && says, next, causes]);

const messageOf = (lines: readonly { text: string }[]): Message =>
  readMessage(lines.map(({ text }) => text).join('\n'));

/** The first of the entries that explains a message by a phrase between the two offsets. */
function bestOf(message: Message, asked: readonly Asked[], from = 0, to = message.text.length) {
  for (const { entry, rank, phrases } of asked)
    for (const phrase of phrases)
      for (const at of placesOf(message.small, phrase, from, to)) {
        const explanation = entry.explain(message, at);
        if (explanation) return { entry, rank, explained: { code: entry.code, facts: {}, ...explanation } };
      }
  return undefined;
}

/** A call as strace prints it, with what it returned. */
const CALL = /^[^(]*\w\(.*\)\s+= (?:-?\d|0x|\?)/;

/** What a program only warns of did not stop it. */
const WARNS = /\blevel=warn(?:ing)?\b|^\s*warn(?:ing)?\b/i;

const byWeight = (one: FoundMessage, other: FoundMessage): number =>
  Number(one.warns) - Number(other.warns) ||
  Number(one.entry.general ?? false) - Number(other.entry.general ?? false) ||
  one.rank - other.rank;

function placesOf(small: string, phrase: string, from: number, to: number): number[] {
  const places: number[] = [];
  for (
    let at = small.indexOf(phrase, from);
    at !== -1 && at + phrase.length <= to && places.length < MOST_PLACES;
    at = small.indexOf(phrase, at + 1)
  )
    places.push(at);
  return places;
}

/** Whether a message says something of its own beside others. */
export const tells = ({ entry }: Pick<FoundMessage, 'entry'>): boolean => !entry.passesOn && !entry.general;

/** Without those that only pass on what another tells, where there is one that does. */
function tellingIn(found: readonly FoundMessage[]): FoundMessage[] {
  return found.some(tells) ? found.filter(({ entry }) => !entry.passesOn) : [...found];
}

/** How any program reports that something failed. */
const REPORTS =
  /(?:^|\s)(?:e|err|\w*error|\w*exception|fatal|panic)\s*[:!](?:\s|$)|\berror response from daemon\b|\b(?:failed|failure|cannot|can['’]t|could not|unable to|denied|refused|not permitted|no such file|no space left|segmentation fault|bus error|core dumped|does not exist|not a directory|already (?:allocated|in use)|insufficient|timed out|out of memory|aborted)\b/i;
/** Whether a line is one in which a program says that something failed. */
export const reportsError = (said: string): boolean => isErrorLine(said) || REPORTS.test(said);

/** Counts and settings say these words without an error; mount(8) says where to read more. */
const HARMLESS = /\b(?:0|no) (?:errors?|failures?|failed)\b|may have more information after failed mount system call/i;
/** What only passes on what another line tells is short; behind a prefix may stand what nobody knows. */
const SHORT = 100;

/** Longer lines are told by their beginning. */
const MOST_CHARACTERS = 2000;
/** Of a log so many different lines are read. */
const MOST_LINES = 400;

/**
 * The lines of a text that report an error and that none of its diagnoses is of, each once, in their order: what an answer leaves open is told with it. Lines
 * that only pass on what another tells, and those of a trace, are none.
 */
export function linesLeft(source: SourceText, told: readonly Diagnosis[]): Line[] {
  const left = new Map<string, Line>();
  const answered = told.flatMap(({ span, also = [] }) => [span, ...also]);
  for (const { text, span } of linesOf(source)) {
    if (left.size >= MOST_LINES) break;
    const said = text.trim().slice(0, MOST_CHARACTERS);
    const key = said.replace(/\d+/g, '0');
    if (left.has(key) || answered.some(({ start, end }) => start <= span.start && span.start < end)) continue;
    if (!reportsError(said) || HARMLESS.test(said)) continue;
    const found = messagesIn(sourceText(said));
    if (said.length < SHORT && found.some(({ entry }) => entry.passesOn)) continue;
    if (found.length === 0 && parseTrace(said).calls.length > 0) continue;
    left.set(key, { span, text: said });
  }
  return [...left.values()];
}
