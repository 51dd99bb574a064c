import { LAST_ID, type Writer } from '../idmap/index.ts';
import { isLoaded } from '../linux/index.ts';
import {
  architecturesFor,
  type Call,
  engineOf,
  type Filter,
  isUnconfined,
  type Profile,
  parseProfile,
  readerOf,
  resolve,
  type Target,
  textOf,
  versionsOf,
} from '../seccomp/index.ts';
import { type Stack, stackOf, targetOfStack } from '../stack/index.ts';
import { type Diagnostic, error, isError, type Problems, type Span, shorten } from '../text/index.ts';
import type { Trace } from '../trace/index.ts';

/** What is asked. `text` is as written; the machine's architecture decides which call it is. */
export type Asks =
  | { kind: 'call'; text: string }
  /** Every way to what a call does, or to an intent by its id. */
  | { kind: 'ways'; text: string }
  /** Every call that no other check names. */
  | { kind: 'others' }
  | { kind: 'starts' }
  /** Every call of a recorded run, by the name of its file. */
  | { kind: 'trace'; name: string }
  /** Of a map, what the kernel answers to the write; of a profile, the call `write`. */
  | { kind: 'write' }
  | ({ kind: 'ids' } & IdRange);

/** IDs on one side of a map, `last` included. */
export interface IdRange {
  side: 'inside' | 'outside';
  first: number;
  last: number;
}

/** What is expected of it; with `not`, of every call or ID that is asked about, anything else. */
export type Expects = { not: boolean } & Expected;

export type Expected =
  | { kind: 'action'; action: ExpectedAction }
  /** By name, which has another number on some architectures, or by number. */
  | { kind: 'errno'; errno: string | number }
  /** Anything but ALLOW and LOG. */
  | { kind: 'blocked' }
  /** The line of the profile's text that decides. */
  | { kind: 'line'; line: number }
  | { kind: 'start'; starts: boolean }
  | { kind: 'ok' }
  | { kind: 'passes' }
  | { kind: 'mapped' }
  | { kind: 'unmapped' }
  | ({ kind: 'ids' } & IdRange);

/** An action of seccomp's; KILL is either of the two that kill. */
export type ExpectedAction =
  | 'ALLOW'
  | 'LOG'
  | 'TRACE'
  | 'USER_NOTIF'
  | 'TRAP'
  | 'KILL'
  | 'KILL_THREAD'
  | 'KILL_PROCESS';

/** What the check changes of the container that is asked about. */
export interface Under {
  /** The name of a stack. */
  stack?: string;
  /** Capabilities that the container has besides, and those that it does not have. */
  with: readonly string[];
  without: readonly string[];
}

/** One expectation of a profile or of an ID map, as a line of text says it. */
export interface Check {
  /** The line as written, without its comment. */
  text: string;
  span: Span;
  asks: Asks;
  expects: Expects;
  under: Under;
}

/** What checks are put to: a profile on a target, or the text of a map, and who writes it (left out: root with all capabilities). */
export type CheckSubject = ProfileSubject | MapSubject;

export interface ProfileSubject {
  profile: Profile;
  target: Target;
}

export interface MapSubject {
  mapText: string;
  writer?: Writer;
}

/** The traces that checks may name, each under the name of its file. */
export type Traces = ReadonlyMap<string, Trace>;

/** What came of a check. */
export interface CheckResult extends Answered {
  check: Check;
}

export interface Answered {
  ok: boolean;
  /** What there is, whether it was expected or not: "ERRNO EPERM by the rule on line 12", "host UID 165569". */
  found: string;
  /** A call that gets another answer than was expected, with each argument that counts. */
  counterexample?: Call;
  /** Of the IDs asked about, the first that is not as expected. */
  id?: { side: 'inside' | 'outside'; id: number };
}

/** The filter that a check asks; or why there is none: what the engine or the runtime has against the profile. */
export type Given = { filter: Filter } | { refusals: readonly Diagnostic[] };

/** The filter of the profile for each check's conditions, made once for those that are alike. */
export function filtersOf(subject: ProfileSubject): (under: Under) => Given {
  const made = new Map<string, Given>();
  return (under) => {
    const key = JSON.stringify(under);
    const given = made.get(key) ?? filterUnder(subject, under);
    made.set(key, given);
    return given;
  };
}

function filterUnder({ profile, target: usual }: ProfileSubject, under: Under): Given {
  const target = targetUnder(usual, under);
  const text = textOf(profile);
  // Another engine, or another release of it, may read the same text otherwise.
  const read = text === undefined ? undefined : parseProfile(text, undefined, readerOf(target));
  const own = read?.value ?? profile;
  const { libseccomp } = versionsOf(target);
  if (!architecturesFor(own, target).every((arch) => isLoaded(arch, libseccomp))) return { refusals: [NOT_LOADED] };
  const { value: filter, diagnostics } = resolve(own, target);
  const refusals = [...(read?.diagnostics ?? []), ...diagnostics].filter(isError);
  return filter && (isUnconfined(target) || refusals.length === 0) ? { filter } : { refusals };
}

const NOT_LOADED = error('architecture-loading', 'The calls of an architecture are not loaded yet.');

/** The target with what the check names: another stack's versions and capabilities, then capabilities more or fewer. */
export function targetUnder(target: Target, { stack: id, with: more, without }: Under): Target {
  const stack = id === undefined ? undefined : stackOf(id);
  const on = stack ? onStack(target, stack) : target;
  if (more.length + without.length === 0) return on;
  const held = [...on.capabilities, ...more].filter((each) => !without.includes(each));
  return { ...on, capabilities: [...new Set(held)] };
}

/** The same machine with what a stack has. A profile that was the engine's own default is a file to another release. */
function onStack({ builtin, ...target }: Target, stack: Stack): Target {
  const on: Target = { ...target, ...targetOfStack(stack, target.arch) };
  const isSame = engineOf(target) === engineOf(on) && versionsOf(target).engine === versionsOf(on).engine;
  return builtin && isSame ? { ...on, builtin } : on;
}

/** `->`, as an arrow also, and what people type in its place. */
export const ARROW = /-+>|=+>|[→⟶⇒⟹]/;

/** Begins a comment, wherever it stands. */
export const COMMENT = '#';

/** A piece of the text, with its place. */
export interface Piece {
  text: string;
  start: number;
  end: number;
}

/** The piece between two places, without the white space around it. */
export function pieceAt(text: string, from: number, to: number): Piece {
  const written = text.slice(from, to);
  const start = from + written.length - written.trimStart().length;
  const trimmed = written.trim();
  return { text: trimmed, start, end: start + trimmed.length };
}

/** The words of a piece: what white space separates. */
export function wordsOf({ text, start }: Piece): readonly Piece[] {
  return [...text.matchAll(/\S+/g)].map((match) => {
    const at = start + match.index;
    return { text: match[0], start: at, end: at + match[0].length };
  });
}

/** From the first of the pieces to the last. */
export function joined(pieces: readonly Piece[]): { start: number; end: number } | undefined {
  const [first] = pieces;
  const last = pieces.at(-1);
  return first && last && { start: first.start, end: last.end };
}

/** What ends a name on a line of checks, or the line itself: `.` in the pattern that reads the name (`readAsked`) stops at each of the last four. */
const ENDS_NAME = new RegExp(`${ARROW.source}|${COMMENT}|[\\n\\r\\u2028\\u2029]`);

/**
 * The check that a trace passes, by the name of its file. Undefined where no line of checks can name the file: the name is empty, has an arrow, `#` or a line
 * end, or begins or ends with white space.
 */
export function traceCheck(name: string): string | undefined {
  const isNameable = name !== '' && name === name.trim() && !ENDS_NAME.test(name);
  return isNameable ? `trace ${name} -> passes` : undefined;
}

const RANGE = /^(\d+)(?:\s*[-–]\s*(\d+))?$/;

/** An ID or a range of IDs: `33`, `0-65535`. */
export function readIds(piece: Piece, side: IdRange['side'], problems: Problems): IdRange | undefined {
  const { text } = piece;
  const [, from, to = from] = RANGE.exec(text) ?? [];
  const tell = (code: string, message: string, hint: string) => {
    const place = text === '' ? { start: piece.start - 1, end: piece.start } : piece;
    problems.tell(place, 'error', code, message, hint);
    return undefined;
  };
  if (from === undefined || to === undefined) {
    const found = text === '' ? `No ID after “${side}”.` : `Found ${shorten(text)}, expected an ID.`;
    return tell('check-id', found, `Write a number or a range: ${side} 33, ${side} 0-65535.`);
  }
  const [first, last] = [Number(from), Number(to)];
  const above = [from, to].find((each) => Number(each) > LAST_ID);
  if (above !== undefined) {
    return tell('check-id', `${shorten(above)} is not an ID.`, `The highest ID is ${LAST_ID}.`);
  }
  if (first > last) return tell('check-range', `The range ${text} ends before it begins.`, 'Write the lower ID first.');
  return { side, first, last };
}
