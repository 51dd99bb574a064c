import { type Arch, CAPABILITIES, loadTables, nearest, readArch, readCapability } from '../linux/index.ts';
import { architecturesFor, versionsOf } from '../seccomp/index.ts';
import { stackMeant, stackOf } from '../stack/index.ts';
import { type Diagnostic, type Parsed, type Problems, problemsOf, shorten, sourceText } from '../text/index.ts';
import { check } from './check.ts';
import {
  ARROW,
  type Asks,
  type Check,
  type CheckResult,
  type CheckSubject,
  COMMENT,
  type Expected,
  type Piece,
  pieceAt,
  type Traces,
  targetUnder,
  type Under,
  wordsOf,
} from './filterUnder.ts';
import { readAsked, readExpected } from './readExpected.ts';

const CONDITIONS = ['on', 'with', 'without'] as const;

/** Tells a problem at a place; the check then counts for nothing. */
type Tell = (place: { start: number; end: number }, code: string, message: string, hint: string, fix?: string) => void;

/** What stands behind the answer: `on STACK`, `with CAP_X`, `without CAP_X`, in any order. Undefined where something else does. */
function readUnder(words: readonly Piece[], asks: Asks | undefined, problems: Problems): Under | undefined {
  let isWhole = true;
  const tell: Tell = (place, code, message, hint, fix) => {
    problems.tell(place, 'error', code, message, hint, fix);
    isWhole = false;
  };
  const under: { stack?: string; with: string[]; without: string[] } = { with: [], without: [] };
  for (let at = 0; at < words.length && !problems.full; at += 2) {
    const [word, value] = [words[at], words[at + 1]];
    const condition = CONDITIONS.find((each) => each === word?.text.toLowerCase());
    if (word === undefined || condition === undefined) {
      if (word) tellStray(word, tell);
      break;
    }
    if (value === undefined) {
      const hint = condition === 'on' ? 'Name a stack: on docker-29.9.' : `Name a capability: ${condition} CAP_CHOWN.`;
      tell(word, 'check-condition', `Nothing follows “${condition}”.`, hint);
    } else if (asks?.kind === 'ids') {
      const place = { start: word.start, end: value.end };
      tell(place, 'check-condition', 'A map gives an ID the same answer everywhere.', `Remove “${condition} …”.`, '');
    } else if (condition !== 'on') {
      const capability = capabilityIn(value, tell);
      if (capability === undefined) continue;
      under[condition].push(capability);
      if (!under.with.includes(capability) || !under.without.includes(capability)) continue;
      const message = `The check is both with and without ${capability}.`;
      tell(value, 'check-capability', message, 'Keep one of the two.');
    } else if (under.stack !== undefined) {
      tell(value, 'check-stack', 'The check names two stacks.', 'Write a line for each stack.');
    } else if (stackOf(value.text)) under.stack = value.text;
    else tellStack(value, tell);
  }
  return isWhole ? under : undefined;
}

function tellStray(word: Piece, tell: Tell): void {
  if (readCapability(word.text)) {
    const hint = 'Write with or without before each capability.';
    tell(word, 'check-condition', `No “with” before ${word.text}.`, hint, `with ${word.text}`);
    return;
  }
  const [meant] = nearest(word.text, CONDITIONS);
  const hint = meant ? `Replace with ${meant}.` : 'Only on, with and without may follow the answer.';
  tell(word, 'check-condition', `Unexpected ${shorten(word.text)} after the answer.`, hint, meant);
}

function capabilityIn(value: Piece, tell: Tell): string | undefined {
  const capability = readCapability(value.text);
  if (capability !== undefined) return capability;
  const upper = value.text.toUpperCase();
  const [meant] = nearest(upper.startsWith('CAP_') ? upper : `CAP_${upper}`, CAPABILITIES);
  const hint = meant ? `The nearest name is ${meant}.` : 'Names are as in capabilities(7): CAP_SYS_ADMIN.';
  tell(value, 'check-capability', `Linux has no capability ${shorten(value.text)}.`, hint, meant);
  return undefined;
}

function tellStack(value: Piece, tell: Tell): void {
  const meant = stackMeant(value.text)?.id;
  const hint = meant ? `The nearest name is ${meant}.` : 'Stack names have an engine and its version: docker-29.9.';
  tell(value, 'check-stack', `No stack is named ${shorten(value.text)}.`, hint, meant);
}

const RIGHT_ARROW = /^(?:->|→)$/;

/**
 * Reads checks, one a line: `socket(AF_ALG) -> EPERM`, `inside 33 -> outside 165569`. `#` begins a comment. `arch` is the machine's, by whose calls the names
 * are read. The value holds every line that could be read; every problem of every other is a diagnostic at its place. Never throws.
 */
export function parseChecks(text: string, arch: Arch = 'SCMP_ARCH_X86_64'): Parsed<Check[]> {
  const source = sourceText(text);
  const problems = problemsOf(source);
  const value = source.lineStarts.flatMap((start, at) => {
    if (problems.full) return [];
    const line = lineWithin(text, start, source.lineStarts[at + 1] ?? text.length);
    return line.text === '' ? [] : (readLine(line, arch, problems) ?? []);
  });
  return { value, diagnostics: problems.list() };
}

/** The line without its comment. */
function lineWithin(text: string, start: number, end: number): Piece {
  const comment = text.slice(start, end).indexOf(COMMENT);
  return pieceAt(text, start, comment === -1 ? end : start + comment);
}

function readLine(line: Piece, arch: Arch, problems: Problems): Check | undefined {
  const { text } = problems.source;
  const arrow = ARROW.exec(line.text);
  if (arrow === null) {
    const hint = 'A check is a question, ->, and the answer: socket(AF_ALG) -> EPERM.';
    problems.tell(line, 'error', 'check-arrow-missing', 'No -> on this line.', hint);
    return undefined;
  }
  const arrowStart = line.start + arrow.index;
  const arrowEnd = arrowStart + arrow[0].length;
  const isArrow = RIGHT_ARROW.test(arrow[0]);
  if (!isArrow) {
    const place = { start: arrowStart, end: arrowEnd };
    problems.tell(place, 'error', 'check-arrow', `Found ${arrow[0]}, expected ->.`, 'Write the arrow as ->.', '->');
  }
  const left = pieceAt(text, line.start, arrowStart);
  const right = pieceAt(text, arrowEnd, line.end);
  const asks = readAsked(left, arch, problems);
  const answer = readExpected(right, problems);
  const under = answer && readUnder(answer.rest, asks, problems);
  if (asks === undefined || answer === undefined) return undefined;
  const fits = isAnswerOf(asks, answer.expects, answer.place, problems);
  if (!isArrow || !fits || under === undefined) return undefined;
  return { text: line.text, span: problems.spanOf(line), asks, expects: answer.expects, under };
}

type Kind = Expected['kind'];

const OF_CALL: readonly Kind[] = ['action', 'errno', 'blocked', 'line'];
const CALL_ANSWERS = 'allow, blocked, an error such as EPERM, log, trap, kill, trace, notify, or line and a number';

/** By what is asked: the answers there are, and how they are told. */
const ANSWERS: Readonly<Record<Asks['kind'], { of: string; kinds: readonly Kind[]; words: string }>> = {
  call: { of: 'a call', kinds: OF_CALL, words: CALL_ANSWERS },
  others: { of: '“any other call”', kinds: OF_CALL, words: CALL_ANSWERS },
  ways: { of: '“any way to”', kinds: ['blocked', 'action'], words: 'blocked or allow' },
  starts: { of: '“starts”', kinds: ['start'], words: 'yes or no' },
  trace: { of: 'a trace', kinds: ['passes'], words: 'passes, or not passes' },
  write: {
    of: '“write”',
    kinds: ['ok', ...OF_CALL],
    words: 'for a map ok, EINVAL or EPERM; for the call write of a profile allow, blocked or an error',
  },
  ids: {
    of: 'an ID',
    kinds: ['mapped', 'unmapped', 'ids'],
    words: 'mapped, unmapped, or the ID on the other side: outside 165569',
  },
};

function isAnswerOf(asks: Asks, expects: Expected, place: Piece, problems: Problems): boolean {
  const { of, kinds, words } = ANSWERS[asks.kind];
  const isKind = kinds.includes(expects.kind) && !(asks.kind === 'ways' && isOtherAction(expects));
  if (!isKind) {
    // Of a call, people mean that it is allowed.
    const fix =
      expects.kind === 'passes' && kinds.includes('action') ? place.text.replace(/passes$/i, 'allow') : undefined;
    const message = `“${place.text}” is not an answer for ${of}.`;
    problems.tell(place, 'error', 'check-answer', message, `Expected: ${words}.`, fix);
    return false;
  }
  if (asks.kind !== 'ids' || expects.kind !== 'ids') return true;
  if (asks.side === expects.side) {
    const other = asks.side === 'inside' ? 'outside' : 'inside';
    const hint = `A map leads from inside to outside and back. Write ${other}.`;
    const [word] = wordsOf(place).filter(({ text }) => text.toLowerCase() === expects.side);
    problems.tell(word ?? place, 'error', 'check-side', `Both IDs are ${asks.side}.`, hint, other);
    return false;
  }
  const [asked, expected] = [asks, expects].map(({ first, last }) => last - first + 1);
  if (asked === expected) return true;
  const message = `${asked} ${asked === 1 ? 'ID is' : 'IDs are'} asked about, and ${expected} expected.`;
  problems.tell(place, 'error', 'check-count', message, 'Give both ranges the same number of IDs.');
  return false;
}

const isOtherAction = (expects: Expected) => expects.kind === 'action' && expects.action !== 'ALLOW';

/** What came of a text of checks: a result for each line that could be read, and every problem of the others. */
export interface CheckedText {
  results: CheckResult[];
  diagnostics: Diagnostic[];
}

/**
 * Reads a text of checks and puts them to a profile or a map, as `parseChecks` and `check` do, once what they need is loaded: in a page the tables of the
 * architectures that the text or the profile names, and of older releases of libseccomp. What does not load leaves a result that says so.
 */
export async function checkText(subject: CheckSubject, text: string, traces: Traces = new Map()): Promise<CheckedText> {
  const native: Arch = 'mapText' in subject ? 'SCMP_ARCH_X86_64' : subject.target.arch;
  const traced = [...traces.values()].flatMap(({ calls }) => calls.map(({ arch }) => arch));
  await load([native, ...architecturesNamed(text), ...new Set(traced)]);
  const { value: checks = [], diagnostics } = parseChecks(text, native);
  if ('profile' in subject) {
    for (const { under } of checks) {
      const target = targetUnder(subject.target, under);
      const { libseccomp } = versionsOf(target);
      await load([native], libseccomp);
      await load(architecturesFor(subject.profile, target), libseccomp);
    }
  }
  return { results: check(subject, checks, traces), diagnostics };
}

const load = (archs: readonly Arch[], libseccomp?: string) => loadTables(archs, libseccomp).catch(() => {});

/** The architectures before the colons of a text. */
const architecturesNamed = (text: string): readonly Arch[] =>
  [...text.matchAll(/(?:^|\bto\b)[ \t]*(\w+)[ \t]*:/gm)].flatMap(([, word = '']) => readArch(word) ?? []);

/** A line or lines by number, behind “on” or a bracket, of which the words don't say whose they are. */
const LINES = /(?<=\bon |\()lines? \d+(?:, \d+)*(?: and \d+)?(?![\d.]|, \d| and \d| of the )/;

/** What was found (`Answered`), for who also sees the lines of the checks: the first line that it names is the profile's or the map's, and says so. */
export const foundIn = (subject: CheckSubject, found: string): string =>
  found.replace(LINES, `$& of the ${'mapText' in subject ? 'map' : 'profile'}`);

const START = 'starts -> yes';

/**
 * That no container starts under a profile, in words, where none of the checks asks it: they may all hold for such a profile. Undefined where one starts, and
 * for a map, and without a runtime. Loads what it needs, as `checkText` does.
 */
export async function unaskedStart(subject: CheckSubject, checks: readonly Check[]): Promise<string | undefined> {
  if ('mapText' in subject || subject.target.runtime === 'libseccomp') return undefined;
  if (checks.some(({ asks }) => asks.kind === 'starts')) return undefined;
  const [start] = (await checkText(subject, START)).results;
  if (start === undefined || start.ok) return undefined;
  return `${foundIn(subject, start.found).replace(/\.$/, '')}. Add the line ${START} to your checks.`;
}
