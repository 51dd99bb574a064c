/** What strerror(3) says for the errno values that this site explains most, as glibc 2.41's catalogues translate it (libc.mo). */
const TRANSLATED: readonly (readonly [english: string, ...others: string[]])[] = [
  [
    'Operation not permitted',
    'Die Operation ist nicht erlaubt',
    'Opération non permise',
    'Operación no permitida',
    'Operazione non permessa',
    'Operação não permitida',
    'Actie is niet toegestaan',
    'Operacja niedozwolona',
    'Операция не позволена',
  ],
  [
    'Permission denied',
    'Keine Berechtigung',
    'Permission non accordée',
    'Permiso denegado',
    'Permesso negato',
    'Permissão negada',
    'Permissão recusada',
    'Toegang geweigerd',
    'Brak dostępu',
    'Отказано в доступе',
  ],
  [
    'Invalid argument',
    'Das Argument ist ungültig',
    'Argument invalide',
    'Argumento inválido',
    'Argomento non valido',
    'Ongeldig argument',
    'Zły argument',
    'Недопустимый аргумент',
  ],
];

const ENGLISH = new Map(TRANSLATED.flatMap(([english, ...others]) => others.map((other) => [other, english] as const)));
const ANY = new RegExp([...ENGLISH.keys()].join('|'), 'g');

/** The text with the errno's words in English, whichever of those languages the program spoke. */
export function inEnglish(text: string): string {
  return text.replace(ANY, (words) => ENGLISH.get(words) ?? words);
}

/** An error text made ready for searching: one line, plain quotes, what a log escaped written out. */
export interface Message {
  text: string;
  /** The same in small letters; every offset is the same in both. */
  small: string;
}

/** No message is longer; a whole log is cut into lines before. */
export const LONGEST_MESSAGE = 20_000;

/**
 * Reads a message as it stands in a terminal, a log (level=error msg="a \"b\"") or a forum, where a line may have been broken in two:
 * runs of white space count as one blank, and the quotes that GNU programs print in a UTF-8 locale as plain ones. The errno's words are put into English.
 */
export function readMessage(text: string): Message {
  const plain = inEnglish(text.slice(0, LONGEST_MESSAGE))
    .replace(/\\+(["'])/g, '$1')
    .replace(/\\+[nt]/g, ' ')
    .replace(/«\s?|\s?»/g, "'")
    .replace(/[‘’‚]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/\s+/g, ' ')
    // Podman adds these words to either errno (libpod, getOCIRuntimeError).
    .replace(/(operation not permitted): OCI permission denied/i, '$1')
    .trim();
  // Letters whose small form is longer ("İ") would move the offsets.
  const small = plain.toLowerCase();
  return { text: plain, small: small.length === plain.length ? small : plain };
}

/** The text between `before` and the nearest `after`, both in small letters, from `from` on; at most 1000 characters. */
export function between(message: Message, before: string, after: string, from = 0): string | undefined {
  const start = message.small.indexOf(before, from);
  if (start === -1) return undefined;
  const first = start + before.length;
  const end = after === '' ? -1 : message.small.indexOf(after, first);
  const stop = end === -1 ? message.text.length : end;
  return (end === -1 && after !== '') || stop - first > 1000 ? undefined : message.text.slice(first, stop).trim();
}

/** The run of digits that begins at the first one after `at`, with at most `gap` other characters before it. */
export function numberAfter({ text }: Message, at: number, gap = 3): number | undefined {
  let from = at;
  while (from < text.length && from - at <= gap && !isDigit(text.charCodeAt(from))) from += 1;
  let end = from;
  while (end < text.length && end - from < 10 && isDigit(text.charCodeAt(end))) end += 1;
  return end === from ? undefined : Number(text.slice(from, end));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The text with one pair of quotes around it taken off: 'x', "x" or `x'. */
export function unquoted(text: string): string {
  return text.replace(/^["'`]/, '').replace(/["'`]$/, '');
}

/** The first quoted words that look like a path, in any language's sentence: '/data/x' kann nicht berührt werden. */
export function quotedPath(text: string): string | undefined {
  return /["'`]((?:\/|\.\.?\/)[^"'`]{0,900})["'`]/.exec(text)?.[1];
}

/** The numbers of a message, each once, a few of them. */
export function numbersIn({ text }: Message): number[] {
  const found = text.match(/(?<![\w.:-])\d{1,10}(?![\w.:-])/g) ?? [];
  return [...new Set(found.map(Number))].slice(0, 8);
}

/** Releases of a host’s programs by name. */
export type Releases = Readonly<Partial<Record<string, string>>>;

type IdKind = 'uid' | 'gid';

/** What the message itself tells, as far as it does. */
export interface ErrorFacts {
  /** The ids inside that were asked for. */
  inside?: { uid?: number; gid?: number };
  outside?: { uid?: number; gid?: number };
  /** The file or folder it was about. */
  path?: string;
  /** The run of ids that was to be mapped. */
  range?: { inside: number; outside: number; count: number };
  kind?: IdKind;
  /** Whose ranges were looked for. */
  user?: string;
}

/** Who can refuse: the same words as diagnose's (src/engine/diagnose). */
export type Layer =
  | 'seccomp'
  | 'capability'
  | 'id-map'
  | 'subid'
  | 'file-mode'
  | 'lsm'
  | 'cgroup'
  | 'runtime'
  | 'engine'
  | 'kernel'
  | 'unknown';

/** One thing to look at, with the command that shows it; or, where `fixes`, one that changes something. */
export interface NextStep {
  why: string;
  command?: string;
  fixes?: true;
}

/** One of several causes that a message can have. */
export interface Cause {
  layer: Layer;
  /** Which program or layer said no, if it is this one. */
  who: string;
  says: string;
  /** What is seen where it is this cause and no other, with the command that shows it. */
  tells: NextStep;
  fixes: readonly NextStep[];
}

/** Where a fact is from: a file of a release, a manual page, a maintainer's thread. */
export interface MessageSource {
  title: string;
  url?: string;
}

/** An error message in plain words. */
export interface Explained {
  /** Stable and readable: it appears in tests. */
  code: string;
  /** Which program or layer said no. */
  who: string;
  /** What it means, with the message's own numbers. */
  says: string;
  facts: ErrorFacts;
  /** The id that is worth asking the calculator about. */
  ask?: { kind: IdKind; side: 'inside' | 'outside'; id: number };
  /** What to look at, the likeliest cause first, and what fixes it. */
  next: readonly NextStep[];
  /** Where the message alone does not tell which of several causes it has: each of them, the likeliest first. */
  causes?: readonly Cause[];
  /** Since or until which release this happens, in a sentence; left out where it is no question of releases. */
  versions?: string;
  /** Where this site teaches it. */
  learn: { path: string; title: string };
}

/** One message that is known: `phrases`, in small letters, are what it always holds one of. */
export interface ErrorEntry {
  /** Stable and readable: each explanation of it has this code, and it is its anchor in the reference. */
  code: string;
  /** The message in short, as a heading: in backticks what a program prints. */
  title: string;
  layer: Layer;
  /** Real messages, whole lines as programs print them; the first is the one that the reference explains. */
  examples: readonly [string, ...string[]];
  sources: readonly [MessageSource, ...MessageSource[]];
  phrases: readonly string[];
  /** True where it only passes on what another line tells: beside one it says nothing new. */
  passesOn?: true;
  /** True where it knows the words of an errno and no more: near a message that has the same errno, it says nothing new. */
  general?: true;
  /** What a program prints of one matter in several lines: those of one family are explained once. Left out: the entry alone. */
  family?: string;
  /** The explanation for a message that holds the phrase at `at`, for a host with these releases; undefined where it turns out to be another. */
  explain: (message: Message, at: number, versions?: Releases) => Explanation | undefined;
}

/** What an entry says of its message: facts only where the message has some. Its code is the entry's. */
export type Explanation = Omit<Explained, 'facts' | 'code'> & Partial<Pick<Explained, 'facts' | 'code'>>;

/**
 * What a condition asks of each name: that it has a value (`true`), that it has none (`false`), or that a pattern is found in its value. The names are those
 * of groups, of a reader’s values and of pieces; `text` is the whole message in small letters, and `from` what begins with the phrase.
 */
export type When = Readonly<Record<string, boolean | string>>;

/** What a row may make depend on a message, or name: something that stands in `shared/`. */
export type Chosen<T> = string | (Partial<T> & { use?: string; when?: When });

export type StepRow = Chosen<NextStep>;
export type CauseParts = Omit<Cause, 'tells' | 'fixes'> & { tells: StepRow; fixes: readonly StepRow[] };
export type CauseRow = Chosen<CauseParts>;

/** A fact, each part of which is left out where the message has no value for it. */
type Facts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** What is told of a message: `{name}` in a text stands for its value. */
interface Told {
  who?: string;
  says?: string;
  next?: readonly StepRow[];
  causes?: readonly CauseRow[];
  versions?: string;
  /** The name of a lesson. */
  learn?: string;
  facts?: Facts;
  ask?: Facts;
}

/** A message as its file in content/messages/ tells it. */
export interface MessageRow extends Told, Omit<ErrorEntry, 'explain'> {
  /** The message holds one of these as well, in small letters. */
  beside?: readonly string[];
  /** What begins with the phrase is like this, whatever its letters’ size; its groups are values. */
  here?: string;
  /** The message in small letters has this; with `lacks` it is another message. */
  holds?: string;
  lacks?: string;
  /** Where the values are; of a name that has one already, the first counts. */
  finds?: readonly string[];
  /** The reader of what patterns cannot tell. */
  reads?: string;
  /** Parts of sentences by name: of each the first whose condition holds. */
  pieces?: Readonly<Record<string, readonly { when?: When; text: string }[]>>;
  /** What is told instead where a condition holds; a later one counts more. */
  variants?: readonly (Told & { when: When })[];
  /** What people write who have no message: short texts that hold each word of one of these. */
  words?: readonly (readonly string[])[];
  /** In small letters: with these, the same words are about something else. */
  unlike?: string;
}

/** A generated table, content/data/messages.json: the messages of the map of IDs, and what all messages share. */
export interface MessageTable {
  lessons: Readonly<Record<string, { path: string; title: string }>>;
  shared: Readonly<Record<string, StepRow | CauseRow | readonly (StepRow | CauseRow)[]>>;
  maps: readonly MessageRow[];
}

/** A generated table, content/data/otherMessages.json: the messages that say more than those of the map of IDs, and those that say less. */
export interface OtherMessages {
  first: readonly MessageRow[];
  last: readonly MessageRow[];
}
