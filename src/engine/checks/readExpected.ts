import { type Arch, errnoNames, errnoNumber, nearest, parseCall } from '../linux/index.ts';
import { type Intent, intentOfCall, intents } from '../seccomp/index.ts';
import { type Diagnostic, type Parsed, type Problems, refused, shorten } from '../text/index.ts';
import {
  type Asks,
  type Expected,
  type ExpectedAction,
  type Expects,
  joined,
  type Piece,
  pieceAt,
  readIds,
  wordsOf,
} from './filterUnder.ts';

/** What is expected, where it stands, and the words behind it. */
interface Answer {
  expects: Expects;
  place: Piece;
  rest: readonly Piece[];
}

const ACTIONS: Readonly<Record<string, ExpectedAction>> = {
  allow: 'ALLOW',
  log: 'LOG',
  trace: 'TRACE',
  notify: 'USER_NOTIF',
  trap: 'TRAP',
  kill: 'KILL',
  'kill-thread': 'KILL_THREAD',
  'kill-process': 'KILL_PROCESS',
};

const WORDS: Readonly<Record<string, Expected>> = {
  ...Object.fromEntries(
    Object.entries(ACTIONS).map(([word, action]): [string, Expected] => [word, { kind: 'action', action }]),
  ),
  blocked: { kind: 'blocked' },
  yes: { kind: 'start', starts: true },
  no: { kind: 'start', starts: false },
  ok: { kind: 'ok' },
  mapped: { kind: 'mapped' },
  unmapped: { kind: 'unmapped' },
  passes: { kind: 'passes' },
};

/** What people write instead. */
const OTHERWISE: Readonly<Record<string, string>> = {
  allowed: 'allow',
  allows: 'allow',
  pass: 'passes',
  permit: 'allow',
  permitted: 'allow',
  deny: 'blocked',
  denied: 'blocked',
  block: 'blocked',
  refuse: 'blocked',
  refused: 'blocked',
  fail: 'blocked',
  forbidden: 'blocked',
  fails: 'blocked',
  killed: 'kill',
  logged: 'log',
  notified: 'notify',
  user_notif: 'notify',
  kill_thread: 'kill-thread',
  kill_process: 'kill-process',
  true: 'yes',
  false: 'no',
};

/** The kernel's MAX_ERRNO (include/linux/err.h). */
const MOST_ERRNO = 4095;

/** What stands behind the arrow, up to `on`, `with` or `without`. */
export function readExpected(right: Piece, problems: Problems): Answer | undefined {
  const words = wordsOf(right);
  const not = words[0]?.text.toLowerCase() === 'not';
  const at = not ? 1 : 0;
  const word = words[at];
  if (word === undefined) {
    const place = { start: right.start - 1, end: right.end };
    const message = not ? 'Nothing follows “not”.' : 'No answer after ->.';
    const hint = 'Write allow, blocked, an error such as EPERM, or for an ID mapped or outside 165569.';
    problems.tell(place, 'error', 'check-answer-missing', message, hint);
    return undefined;
  }
  const small = word.text.toLowerCase();
  const isLong = small === 'line' || small === 'inside' || small === 'outside';
  const used = words.slice(at, at + (isLong ? 2 : 1));
  const expected = isLong ? readLong(small, word, used[1], problems) : readWord(word, problems);
  if (expected === undefined) return undefined;
  const { start, end } = joined([...words.slice(0, at), ...used]) ?? word;
  const place = { text: problems.source.text.slice(start, end), start, end };
  return { expects: { not, ...expected }, place, rest: words.slice(at + used.length) };
}

function readLong(
  small: 'line' | 'inside' | 'outside',
  word: Piece,
  behind: Piece | undefined,
  problems: Problems,
): Expected | undefined {
  const number = behind ?? { text: '', start: word.end, end: word.end };
  if (small !== 'line') {
    const range = readIds(number, small, problems);
    return range && { kind: 'ids', ...range };
  }
  if (/^[1-9]\d{0,8}$/.test(number.text)) return { kind: 'line', line: Number(number.text) };
  const found = behind ? `Found ${shorten(number.text)}, expected the number of a line.` : 'No number after “line”.';
  problems.tell(behind ?? word, 'error', 'check-line', found, 'Lines of the profile count from 1: line 14.');
  return undefined;
}

function readWord(word: Piece, problems: Problems): Expected | undefined {
  const small = word.text.toLowerCase();
  const known = Object.hasOwn(WORDS, small) ? WORDS[small] : undefined;
  if (known) return known;
  const upper = word.text.toUpperCase();
  if (errnoNumber(upper) !== undefined) return { kind: 'errno', errno: upper };
  if (/^\d{1,4}$/.test(small) && Number(small) <= MOST_ERRNO) return { kind: 'errno', errno: Number(small) };
  if (/^\d+$/.test(small)) {
    const message = `${shorten(word.text)} is not an error number.`;
    const hint = `Error numbers end at ${MOST_ERRNO}. For an ID of a map, write inside 33 -> outside ${small}.`;
    problems.tell(word, 'error', 'check-answer-unknown', message, hint);
    return undefined;
  }
  const meant = meantBy(small);
  const message = `Unknown answer ${shorten(word.text)}.`;
  const hint = meant
    ? `Replace with ${meant}.`
    : 'Answers are allow, blocked, errors such as EPERM, log, trap, kill, trace, notify, line 14, mapped, unmapped, ok, yes, no and passes.';
  problems.tell(word, 'error', 'check-answer-unknown', message, hint, meant);
  return undefined;
}

function meantBy(small: string): string | undefined {
  const bare = small.replace(/^(?:scmp_act|seccomp_ret)_/, '');
  if (Object.hasOwn(OTHERWISE, bare)) return OTHERWISE[bare];
  if (Object.hasOwn(WORDS, bare)) return bare;
  return nearest(bare, [...Object.keys(WORDS), ...errnoNames()])[0];
}

/** Constants that stand for a call of their own: what makes such a socket, or such a namespace. */
const CONSTANTS: readonly (readonly [RegExp, string])[] = [
  [/^[AP]F_\w+$/, 'socket'],
  [/^CLONE_NEW\w+$/, 'unshare'],
];

/** What `any way to` names: an aim by its id (`user-namespace`), a constant (`AF_VSOCK`), or what a call does. */
export function readWays(text: string, arch: Arch): Parsed<Intent> {
  const id = text.toLowerCase().replaceAll(/\s+/g, '-');
  const known = intents().find((intent) => intent.id === id);
  if (known) return { value: known, diagnostics: [] };
  const [, call] = CONSTANTS.find(([pattern]) => pattern.test(text)) ?? [];
  const lead = call === undefined ? '' : `${call}(`;
  const { value, diagnostics } = parseCall(call === undefined ? text : `${lead}${text})`, arch);
  if (value) return { value: intentOfCall(value), diagnostics: [] };
  const ids = intents().map((intent) => intent.id);
  const [meant] = call === undefined ? nearest(id, ids) : [];
  if (meant !== undefined) {
    const fix = [{ start: 0, end: text.length, text: meant }];
    const message = `No aim is named ${text}.`;
    const hint = `The nearest name is ${meant}.`;
    return { value: undefined, diagnostics: [{ code: 'check-aim', severity: 'error', message, hint, fix }] };
  }
  if (diagnostics.every(({ code, fix }) => code === 'call-unknown' && fix === undefined)) {
    const hint = 'Name a call, a constant such as AF_VSOCK, or an aim such as user-namespace.';
    return refused('check-aim', `No call, constant or aim is named ${shorten(text)}.`, hint);
  }
  const moved = diagnostics.map(({ span, fix, ...diagnostic }) => ({
    ...diagnostic,
    ...(span && lead === '' && { span }),
    ...(fix && {
      fix: fix.map((edit) => ({ ...edit, start: edit.start - lead.length, end: edit.end - lead.length })),
    }),
  }));
  return { value: undefined, diagnostics: moved };
}

/** What stands before the arrow: a call, `any way to`, `any other call`, `starts`, `trace FILE`, `write`, `inside N` or `outside N`. */
export function readAsked(left: Piece, arch: Arch, problems: Problems): Asks | undefined {
  const { text } = left;
  if (text === '') {
    const hint = 'Name a call, an ID (inside 33), starts, write, or any way to something.';
    const place = { start: left.start, end: left.start + 1 };
    problems.tell(place, 'error', 'check-question-missing', 'No question before ->.', hint);
    return undefined;
  }
  if (/^starts?$/i.test(text)) return { kind: 'starts' };
  if (/^write$/i.test(text)) return { kind: 'write' };
  const trace = /^trace(?:\s+(.*))?$/i.exec(text);
  if (trace) return traceNamed(left, trace[1], problems);
  if (/^any\s+other\s+calls?$/i.test(text)) return { kind: 'others' };
  const side = /^(inside|outside)(?=\s|\d|$)/i.exec(text);
  if (side) return ids(left, side[0], problems);
  const ways = /^any\s+ways?\s+to\b/i.exec(text);
  if (ways) return waysTo(pieceAt(problems.source.text, left.start + ways[0].length, left.end), arch, problems);
  const meant = misspelledSide(text);
  if (meant) {
    const place = { start: left.start, end: left.start + meant.word.length };
    const message = `Found ${meant.word}, expected ${meant.side}.`;
    problems.tell(place, 'error', 'check-question', message, `Replace with ${meant.side}.`, meant.side);
    return undefined;
  }
  const behind = /\s(?:on|with|without)\s+\S+\s*$/.exec(text);
  if (behind) {
    const place = { start: left.start + behind.index + 1, end: left.end };
    const hint = 'Put the stack and the capabilities at the end of the line: clone3 -> ENOSYS on docker-29.9.';
    problems.tell(place, 'error', 'check-condition-place', `“${behind[0].trim()}” comes before ->.`, hint);
    return undefined;
  }
  const { value, diagnostics } = parseCall(text, arch);
  tellAt(diagnostics, left, problems);
  return value === undefined ? undefined : { kind: 'call', text };
}

function ids(left: Piece, word: string, problems: Problems): Asks | undefined {
  const side = word.toLowerCase() === 'inside' ? 'inside' : 'outside';
  const range = readIds(pieceAt(problems.source.text, left.start + word.length, left.end), side, problems);
  return range && { kind: 'ids', ...range };
}

function traceNamed(left: Piece, name: string | undefined, problems: Problems): Asks | undefined {
  if (name !== undefined) return { kind: 'trace', name };
  const hint = 'Name the file of a trace: trace nginx.strace -> passes.';
  problems.tell(left, 'error', 'check-question-missing', 'Nothing follows “trace”.', hint);
  return undefined;
}

function waysTo(what: Piece, arch: Arch, problems: Problems): Asks | undefined {
  if (what.text === '') {
    const place = { start: what.start - 1, end: what.start };
    const hint = 'Name a call, a constant such as AF_VSOCK, or an aim such as user-namespace.';
    problems.tell(place, 'error', 'check-question-missing', 'Nothing follows “any way to”.', hint);
    return undefined;
  }
  const { value, diagnostics } = readWays(what.text, arch);
  tellAt(diagnostics, what, problems);
  return value && { kind: 'ways', text: what.text };
}

/** `insde 33` is no call. */
function misspelledSide(text: string): { word: string; side: string } | undefined {
  const [, word] = /^([A-Za-z]+)\s+\d/.exec(text) ?? [];
  const [side] = word === undefined ? [] : nearest(word, ['inside', 'outside']);
  return word !== undefined && side !== undefined ? { word, side } : undefined;
}

/** Problems of a piece, told where the piece stands. */
function tellAt(diagnostics: readonly Diagnostic[], { start, end }: Piece, problems: Problems): void {
  for (const { code, severity, message, hint, span, fix } of diagnostics) {
    const place = span ? { start: span.start + start, end: span.end + start } : { start, end };
    const edits = fix?.map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start }));
    problems.tell(place, severity, code, message, hint ?? '', edits);
  }
}
