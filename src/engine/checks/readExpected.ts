import { errnoNames, errnoNumber, nearest } from '../linux/index.ts';
import { type Problems, shorten } from '../text/index.ts';
import type { Expected, ExpectedAction, Expects } from './Asks.ts';
import { joined, type Piece, wordsOf } from './lineWords.ts';
import { readIds } from './readIds.ts';

/** What is expected, where it stands, and the words behind it. */
export interface Answer {
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
