import type { Candidate, SecretKind } from './Candidate.ts';

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
export function namedSecrets(text: string): Candidate[] {
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
