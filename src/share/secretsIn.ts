import { type Span, sourceText, spanAt } from '../engine/text/index.ts';

/** What a value looks like that nobody else should read. */
export type SecretKind = 'password' | 'token' | 'API key' | 'access key' | 'private key' | 'secret';

/** A value that looks like a secret, by its offsets in the text. */
interface Candidate {
  kind: SecretKind;
  start: number;
  end: number;
  /** Where the line is that tells it, if not where it begins: the head of a block. */
  head?: number;
}

/** What stands before a value, and the value, by the words around it or its own form. */
const FORMS: readonly (readonly [kind: SecretKind, pattern: RegExp])[] = [
  ['token', /(\bAuthorization\\?["']?\s{0,9}[:=]\s{0,9}\\?["']?(?:Bearer|token)\s{1,9})([^\s"'\\]+)/gi],
  ['password', /(\bAuthorization\\?["']?\s{0,9}[:=]\s{0,9}\\?["']?(?:Basic|Digest)\s{1,9})([^\s"'\\]+)/gi],
  ['token', /(\bX-[\w-]{0,60}(?:Token|Auth|Key|Secret)\\?["']?:[ \t]{0,9}\\?["']?)([^\s"'\\]+)/gi],
  // An address with a user and a password; a digest behind an image’s tag has the same signs.
  ['password', /(:\/\/[^\s:/@"'<>]{0,200}:)([^\s/@"']{1,300})(?=@(?!sha\d+:))/g],
  // base64 of user:password in the client’s config.json: docs.docker.com/reference/cli/docker/login.
  ['password', /("auth"\s{0,9}:\s{0,9}")([\w+/=]{6,})(?=")/g],
  ['password', /(\blogin\b[^\n]{0,400}?\s-p[ =]?)(?!\d{1,5}(?:[:\s]|$))([^\s-]\S*)/g],
  ['password', /(\bsshpass\s{1,9}-p\s{0,9})(\S+)/g],
  ['password', /(\bcurl\b[^\n]{0,400}?\s(?:-u|--user)[ =]?["']?[^\s:"']{1,100}:)([^\s"']+)/g],
  // docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: how the ids of access keys begin.
  ['access key', /(\b)((?:AKIA|ASIA)[\dA-Z]{16})\b/g],
  // GitHub’s, GitLab’s and Docker’s tokens, Docker’s for a swarm, and a JSON web token (RFC 7519), by how they begin.
  ['token', /(\b)((?:gh[pousr]_|github_pat_|glpat-|dckr_pat_|SWMTKN-\d-)[\w-]{16,})/g],
  ['token', /(\b)(eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+)/g],
];

/** The values that look like secrets by their own form, or by the words around them. */
function formedSecrets(text: string): Candidate[] {
  const found = FORMS.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map(({ index, 1: before = '', 2: value = '' }) => {
      const start = index + before.length;
      return { kind, start, end: start + value.length };
    }),
  );
  return [...found, ...keyBlocks(text)];
}

const BEGIN = /-----BEGIN [A-Z\d ]{0,40}PRIVATE KEY-----(?:\s|\\n){0,9}/g;
const END = '-----END ';

/** Private keys (RFC 7468); one that is cut off reaches as far as its base64 does. */
function keyBlocks(text: string): Candidate[] {
  const found: Candidate[] = [];
  const lastEnd = text.lastIndexOf(END);
  let after = 0;
  for (const { index, 0: begin } of text.matchAll(BEGIN)) {
    if (index < after) continue;
    const start = index + begin.length;
    const close = start > lastEnd ? -1 : text.indexOf(END, start);
    const base64 = /(?:[\w+/=]|\s|\\n)*/y;
    base64.lastIndex = start;
    const body = close === -1 ? (base64.exec(text)?.[0] ?? '') : text.slice(start, close);
    after = start + body.length;
    found.push({ kind: 'private key', start, end: start + body.replace(/(?:\s|\\n)+$/, '').length, head: index });
  }
  return found;
}

/** What programs and people write in the place of a value. */
const NONE =
  /^(?:\W*|x{3,}|[[(<]?(?:redacted|masked|hidden|removed|omitted|sensitive)\b.*|true|false|yes|no|null|none|nil|undefined|required|optional|unset|set|0x[\da-f]+)$/i;

/** A variable, a template, a program’s format, or a name in angle brackets. */
const FILLED_LATER = /^(?:[$<`]|\{\{|%(?:[a-z+#(]|\w+%))/i;

/** A file that holds it. */
const PATH = /^(?:\.{1,2}\/|~\/|\/(?:app|dev|etc|home|mnt|opt|proc|root|run|secrets?|srv|tmp|usr|var)\/)/;

/** Whether what stands in a secret’s place is none: nothing, a mask, a variable, the file that holds it. */
const isPlaceholder = (value: string): boolean => NONE.test(value) || FILLED_LATER.test(value) || PATH.test(value);

/** Which words at the end of a name tell of what is no secret itself. */
const ABOUT =
  /^(?:audience|authentication|backend|count|dir|driver|enabled|endpoint|expir\w*|files?|helper|issuer|length|limit|manager|max|min|names?|namespace|path|policy|provider|ref|required|seconds|size|stdin|store|ttl|type|ur[il]|version)$/;

/** Credentials of a systemd unit by the file that has them: systemd.exec(5). */
const BY_FILE = /^(?:load|import)credential/i;

const KINDS: readonly (readonly [pattern: RegExp, kind: SecretKind])[] = [
  [/pass(?:word|wd|phrase)( |$)/, 'password'],
  [/api ?key( |$)/, 'API key'],
  [/access ?key( |$)/, 'access key'],
  [/private ?key( |$)/, 'private key'],
  [/token( |$)/, 'token'],
  [/(?:secret|credentials?)( |$)/, 'secret'],
];

/** What the value of this name is: of `MYSQL_ROOT_PASSWORD` and `dbPassword` a password; undefined for `POSTGRES_PASSWORD_FILE`, `tokenizer` and `max_tokens`. */
function secretName(name: string): SecretKind | undefined {
  const words = name
    .replace(/([a-z\d])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
  if (ABOUT.test(words.at(-1) ?? '') || BY_FILE.test(name)) return undefined;
  const spoken = words.join(' ');
  return KINDS.find(([pattern]) => pattern.test(spoken))?.[1];
}

const KEYWORD = /pass(?:word|wd|phrase)|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential/gi;
const IN_NAME = /[\w.-]/;
const LONGEST_NAME = 100;
/** How far a setting is indented at most. */
const DEEPEST = 80;

/** What stands between a name and its value; `open`: the quote that the value ends at. */
const SEPARATORS = {
  /** `"password": "…"`, and the same within a string. */
  quoted: /\\?["'][ \t]*(?:=>|[:=])[ \t]*(\\?["'])/y,
  bare: /["'][ \t]*:[ \t]*()(?=[^\s"'{}[\],])/y,
  equals: /=(\\?["']?)(?![=~>])/y,
  spacedEquals: /[ \t]*=[ \t]*(["']?)(?![=~>])/y,
  /** `password: …`, in a file of settings: one word, or a string. */
  colon: /:[ \t]+()(?=[^\s"'{}[\]]+[ \t]*(?:#|$))|:[ \t]+(["'])/my,
  option: /[ \t]+(["']?)(?!-)/y,
  /** `"--password", "…"`, in a list of arguments. */
  listed: /\\?["'],[ \t]*(\\?["'])(?!-)/y,
} as const;

/** Words of a sentence that tells of an option. */
const PROSE =
  /^(?:a|an|and|any|are|argument|at|by|can|cannot|does|flag|for|from|has|if|in|instead|is|must|needs?|not|of|on|option|or|requires?|should|the|to|via|was|when|will|with)\b/i;

/** The source of a secret that Docker or Podman mounts, and options whose value is the name of one. */
const NAMES_ONE = /^--(?:[\w-]+-)?secret$/;
const MOUNTED = /^(?:id|type|src|source)=/;

/** The values whose names say that they are secrets: `NAME=value`, an option, a member of JSON, a line of settings, a variable of a container. */
function namedSecrets(text: string): Candidate[] {
  const found: Candidate[] = [];
  let after = 0;
  for (const { index } of text.matchAll(KEYWORD)) {
    if (index < after) continue;
    let start = index;
    let end = index;
    while (start > after && index - start < LONGEST_NAME && IN_NAME.test(text.charAt(start - 1))) start--;
    while (end - index < LONGEST_NAME && IN_NAME.test(text.charAt(end))) end++;
    after = end;
    const name = text.slice(start, end);
    const kind = secretName(name);
    const value = kind && valueAfter(text, start, end, name);
    if (!value) continue;
    found.push({ kind, ...value });
    after = Math.max(after, value.end);
  }
  return [...found, ...listedVariables(text)];
}

function valueAfter(text: string, start: number, end: number, name: string) {
  const isOption = name.startsWith('--');
  const before = text.slice(Math.max(start - DEEPEST, 0), start);
  const isSetting = (start < DEEPEST || before.includes('\n')) && /(?:^|\n)[ \t]*(?:- )?["']?$/.test(before);
  const { quoted, bare, equals, spacedEquals, colon, option, listed } = SEPARATORS;
  const ways = [
    quoted,
    ...(isSetting ? [bare, colon, spacedEquals] : []),
    equals,
    ...(isOption && !NAMES_ONE.test(name) ? [option, listed] : []),
  ];
  for (const way of ways) {
    way.lastIndex = end;
    const match = way.exec(text);
    if (!match) continue;
    const from = way.lastIndex;
    const opened = match[1] || match[2] || (way === equals ? (/\\?["']$/.exec(before)?.[0] ?? '') : '');
    const to = endOfValue(text, from, opened);
    const value = text.slice(from, to);
    if (way === option && PROSE.test(value)) return undefined;
    return MOUNTED.test(value) ? undefined : { start: from, end: to };
  }
  return undefined;
}

/** Where a value ends: at the quote that it was opened with, else with its word. */
function endOfValue(text: string, from: number, quote: string): number {
  if (quote !== '') {
    let at = from;
    while (at < text.length && text.charAt(at) !== '\n' && !text.startsWith(quote, at)) {
      at += quote.length === 1 && text.charAt(at) === '\\' ? 2 : 1;
    }
    return Math.min(at, text.length);
  }
  const word = /[^\s"'`&\\]*/y;
  word.lastIndex = from;
  return from + (word.exec(text)?.[0].length ?? 0);
}

/** How Kubernetes lists a container’s environment: the name, and the value on the next line or beside it. */
const VARIABLE =
  /\bname["']?:[ \t]*["']?([\w.-]{1,100})["']?,?[ \t]*\n?[ \t]*["']?value["']?:[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"',}]+))/g;

function listedVariables(text: string): Candidate[] {
  return [...text.matchAll(VARIABLE)].flatMap((match) => {
    const [all, name = '', double, single, word] = match;
    const kind = secretName(name);
    const value = double ?? single ?? word ?? '';
    const end = match.index + all.length - (word === undefined ? 1 : 0);
    return kind ? [{ kind, start: end - value.length, end }] : [];
  });
}

/** A value in a text that looks like a secret, and the line that tells it. */
export interface Secret extends Span {
  kind: SecretKind;
}

/** What stands in the place of a secret. */
export const MASK = '***';

/** The values in a text that look like passwords, tokens or keys, in its order: what a link must not carry. */
export function secretsIn(text: string): Secret[] {
  const found = candidates(text);
  if (found.length === 0) return [];
  const source = sourceText(text);
  return found.map(({ kind, start, end, head = start }) => ({
    ...{ kind, start, end },
    line: spanAt(source, head, head).line,
    column: spanAt(source, head, head).column,
  }));
}

/** The text with a mask in the place of each secret; everything else stays as it is. */
export function masked(text: string): string {
  let from = 0;
  const parts = candidates(text).map(({ start, end }) => {
    const before = text.slice(from, start);
    from = end;
    return before + MASK;
  });
  return parts.join('') + text.slice(from);
}

function candidates(text: string): Candidate[] {
  const found = [...namedSecrets(text), ...formedSecrets(text)]
    .filter(({ start, end }) => end > start && !isPlaceholder(text.slice(start, end)))
    .sort((one, other) => one.start - other.start || other.end - one.end);
  const apart: Candidate[] = [];
  for (const candidate of found) {
    const last = apart.at(-1);
    if (last === undefined || candidate.start >= last.end) apart.push({ ...candidate });
    else last.end = Math.max(last.end, candidate.end);
  }
  return apart;
}
