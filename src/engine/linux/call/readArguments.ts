import {
  type Diagnostic,
  error,
  info,
  type Parsed,
  type SourceText,
  shorten,
  sourceText,
  spanAt,
} from '../../text/index.ts';
import { type Arch, registerBits } from '../architecture.ts';
import { argumentSet, parametersOf } from '../argumentSet.ts';
import { constantNames, constantSet, constantValue } from '../formatFlags.ts';
import { closest } from '../nearest.ts';
import { readNumber } from '../readNumber.ts';
import { type ArgumentPlace, splitArguments } from './splitArguments.ts';

/** struct seccomp_data without the instruction pointer; x32 numbers carry bit 30; arguments left out are 0. */
export interface Call {
  arch: Arch;
  syscall: number;
  args: readonly bigint[];
  /** Which of `args` were not given, though a later one was: `decide` takes them for 0, as it does those behind the last. */
  leftOut?: readonly number[];
}

// What strace prints around a call (strace(1); src/strace.c printleader, src/syscall.c): the process and with -Y its name, the time, the call's
// number (-n), the instruction (-i), and behind the call what came of it.

export const STRACE_LEAD = String.raw`(?:(?:\[pid\s+)?\d+(?:<[^>\n]*>)?\]?\s+)?(?:(?:\d\d:\d\d:\d\d(?:\.\d+)?|\d+\.\d+)\s+)?(?:\(\+\s*\d+\.\d+\)\s+)?(?:\[\s*(?:\d+|[\da-f]{8,16}|\?{8,16})\]\s+)*`;
/** Where a line of strace begins, with what stands before the call. */
export const STRACE_BEGINS = String.raw`${STRACE_LEAD}(?=[A-Za-z_]\w*\(|<\.\.\. |--- |\+\+\+ )`;
export const STRACE_BEGINNING = new RegExp(String.raw`^\s*${STRACE_BEGINS}`);
export const UNFINISHED = '<unfinished ...>';
const RESULT = /^\s*=\s+(?:-?\d|0x[\da-f]|\?)[^\n]*$/i;
/** The end of a call behind the first: a line break went lost between two lines. */
const ANOTHER = /\)\s*=\s+(?:-?\d|0x|\?)/;

/** Where in a text the call stands, as people and strace write it. */
interface CallPlace {
  start: number;
  end: number;
  /** Another process came between: the arguments that strace had read by then stand there, without a parenthesis behind them. */
  unfinished: boolean;
}

/** The call in a line of strace; of any other text the whole. */
export function callPlace(text: string): CallPlace {
  const start = STRACE_BEGINNING.exec(text)?.[0].length ?? 0;
  const written = text.trimEnd();
  if (!written.endsWith(UNFINISHED)) return { start, end: text.length, unfinished: false };
  return { start, end: written.slice(0, -UNFINISHED.length).trimEnd().length, unfinished: true };
}

/** Whether what stands behind a call's parenthesis is its result: `= 3`, `= -1 EPERM (Operation not permitted)`, `= ?`. */
function isResult(behind: string): boolean {
  return RESULT.test(behind) && !ANOTHER.test(behind);
}

/** What a line of strace is that begins no call; undefined for any other text. */
export function otherStraceLine(text: string): 'resumed' | 'signal' | 'exit' | undefined {
  const line = text.slice(STRACE_BEGINNING.exec(text)?.[0].length ?? 0);
  if (/^<\.\.\. \w+ resumed>/.test(line)) return 'resumed';
  if (/^--- (?:SIG|stopped)/.test(line)) return 'signal';
  return /^\+\+\+ /.test(line) ? 'exit' : undefined;
}

/** What stands for arguments that may be anything: `..`, also with a dot more or as one character. */
const LEFT_OUT = /^(?:\.{2,3}|…)$/;
/** What lies at an address, as strace shows it in the address's place: a string, a struct, a list, a set of signals. The address isn't told. */
const POINTED_AT = /^(?:"|\{|~?\[)/;
/** `flags=` before an argument, as strace writes it for clone (src/clone.c). */
const NAMED = /^\s*([a-z_]\w*)=(?!=)/;

/**
 * The first parameter of a call that strace leaves out (futex's and ptrace's by their operation, quotactl's), that is half of what it prints (a number of
 * 64 bits), counts in pages where it prints bytes (mmap2), or points at what it prints (the oldest mmap and select); before the list that is printed.
 */
const MOVED =
  /_(?:lo|l|high) |pgoff |^futex.* val .*_(?:PI|BITSET)|ptrace addr .*REGS|quotactl id |(?:mmap|select) arg /;
/** A comment that strace prints ends before the next of several values, or the list's. */
const COMMENT_END = /\*\/(?=\||$)/g;

/** By strace's name: the kernel's parameter of clone. */
const CLONE_PARAMETERS: ReadonlyMap<string, string> = new Map([
  ['child_stack', 'newsp'],
  ['flags', 'clone_flags'],
  ['parent_tid', 'parent_tidptr'],
  ['parent_tidptr', 'parent_tidptr'],
  ['child_tid', 'child_tidptr'],
  ['child_tidptr', 'child_tidptr'],
  ['tls', 'tls'],
]);

/** A call has six registers for them. */
export const MOST_ARGUMENTS = 6;

/** Which call the arguments are of; its name is undefined where it has none. */
interface Place {
  abi: Arch;
  call: string | undefined;
}

/**
 * Reads the arguments between a call's parentheses, from `start` on: numbers and constants, joined by `|`. `..` stands for an argument that may be
 * anything, and before a constant for as many (also none) as bring it to its own: `mmap(.., PROT_EXEC)`; what strace shows of the memory at an address
 * stands for one that may be anything. Undefined where one can't be read. `count` is how many there are; more than a call can have are not read.
 */
export function readArguments(
  source: SourceText,
  start: number,
  within: CallPlace,
  place: Place,
  diagnostics: Diagnostic[],
): (Pick<Call, 'args' | 'leftOut'> & { count: number }) | undefined {
  const { parts, isPrinted } = listOf(source, start, within, diagnostics);
  const count = parts.filter(({ from, to }) => !LEFT_OUT.test(source.text.slice(from, to).trim())).length;
  if (count > MOST_ARGUMENTS) return { args: [], count };
  const list = source.text.slice(start, within.end);
  const known = isPrinted && place.call !== undefined ? parametersOf(place.abi, place.call) : undefined;
  const moved = known?.findIndex(({ name }) => MOVED.test(`${place.call} ${name} ${list}`)) ?? -1;
  const slots: (bigint | undefined)[] = [];
  let skipped = 0;
  let isReadable = true;
  for (const part of parts) {
    const { from, to } = withoutFile(source.text, part);
    const written = source.text.slice(from, to);
    if (LEFT_OUT.test(written.trim())) {
      skipped += 1;
      continue;
    }
    const named = NAMED.exec(written);
    const own = named ? parameterNamed(named[1] ?? '', place) : undefined;
    if (named && own === undefined) {
      tellNamed(source, { from, to }, named[1] ?? '', diagnostics);
      isReadable = false;
      continue;
    }
    const index = own ?? (skipped === 0 ? slots.length : placeOf(written, slots.length, slots.length + skipped, place));
    skipped = 0;
    while (slots.length <= index) slots.push(undefined);
    const valueFrom = from + (named?.[0].length ?? 0);
    if (own === undefined && moved !== -1 && index >= moved) continue;
    if (POINTED_AT.test(source.text.slice(valueFrom, to).trimStart())) continue;
    const args = slots.map((value) => value ?? 0n);
    const { value, diagnostics: problems } = readValue(source, { from: valueFrom, to }, { ...place, index, args });
    slots[index] = value;
    if (isPrinted && problems.length > 0) {
      diagnostics.push(...problems.map(asAnything));
      continue;
    }
    diagnostics.push(...problems);
    isReadable &&= value !== undefined;
  }
  if (!isReadable) return undefined;
  const given = slots.slice(0, slots.findLastIndex((value) => value !== undefined) + 1);
  const bits = registerBits(place.abi);
  const args = given.map((value) => (bits === 64 ? (value ?? 0n) : BigInt.asUintN(32, value ?? 0n)));
  const leftOut = given.flatMap((value, index) => (value === undefined ? [index] : []));
  return { args, ...(leftOut.length > 0 && { leftOut }), count: args.length };
}

/** The argument that strace calls so; only clone's don't stand in the order of the registers. */
function parameterNamed(word: string, { abi, call }: Place): number | undefined {
  const wanted = call === 'clone' ? CLONE_PARAMETERS.get(word) : undefined;
  const index = parametersOf(abi, 'clone')?.findIndex(({ name }) => name === wanted) ?? -1;
  return index === -1 ? undefined : index;
}

function tellNamed(source: SourceText, { from, to }: ArgumentPlace, word: string, diagnostics: Diagnostic[]): void {
  const lead = from + source.text.slice(from, to).search(/\S/);
  const message = `Remove “${word}=”: arguments have no names here.`;
  const hint = 'Write them in the call’s order, with .. for one that may be anything.';
  diagnostics.push(error('argument-named', message, hint, spanAt(source, lead, lead + word.length + 1)));
}

/** Without the file (`3</dev/null>`) that strace prints behind a value. */
function withoutFile(text: string, { from, to }: ArgumentPlace): ArgumentPlace {
  const [, bare] = /^(\s*-?\w+)<[^<>]*>\s*$/.exec(text.slice(from, to)) ?? [];
  return { from, to: bare === undefined ? to : from + bare.length };
}

/** With blanks for the comments that strace prints behind a value (`0x8 /* CLONE_??? *\/`), or with -X verbose behind each of several. */
function withoutComments(source: SourceText, { from, to }: ArgumentPlace): SourceText {
  const { text } = source;
  if (!text.includes('/*')) return source;
  const end = from + text.slice(from, to).trimEnd().length;
  let bare = text.slice(from, end);
  for (let at = bare.indexOf('/*'); at !== -1; at = bare.indexOf('/*', at)) {
    COMMENT_END.lastIndex = at + 2;
    if (!COMMENT_END.test(bare)) break;
    const { lastIndex } = COMMENT_END;
    bare = bare.slice(0, at) + ' '.repeat(lastIndex - at) + bare.slice(lastIndex);
  }
  return sourceText(text.slice(0, from) + bare + text.slice(end));
}

function readValue(
  source: SourceText,
  { from, to }: ArgumentPlace,
  place: Place & { index: number; args: readonly bigint[] },
): Parsed<bigint> {
  const bare = withoutComments(source, { from, to });
  const { value, diagnostics } = readNumber(bare, from, to, (name) =>
    name === 'NULL' ? 0n : constantValue(name, place.abi),
  );
  return {
    value,
    diagnostics: diagnostics.map((problem) =>
      problem.code === 'constant-unknown' ? withNearest(source, problem, place) : problem,
    ),
  };
}

/** What strace printed is no slip: what isn't known here is its value. */
function asAnything({ code, message, span }: Diagnostic): Diagnostic {
  const hint = 'The answer lets that argument be anything. To ask about its value, write the number.';
  return info(code, message, hint, span);
}

/** The problem of an unknown constant with those that are nearest: of the argument's own, else of all. */
function withNearest(
  source: SourceText,
  problem: Diagnostic,
  { abi, call, index, args }: Place & { index: number; args: readonly bigint[] },
): Diagnostic {
  const { start, end } = problem.span ?? { start: 0, end: 0 };
  const word = /[A-Za-z_]\w*$/.exec(source.text.slice(start, end))?.[0] ?? '';
  const set = call === undefined ? undefined : argumentSet(call, index, { arch: abi, args });
  const own = set === undefined ? [] : closest(word, [...constantSet(set, abi).values.keys()]);
  const near = own.length > 0 ? own : closest(word, constantNames(abi));
  const [meant] = near;
  if (meant === undefined) return problem;
  const fix = near.length > 1 ? {} : { fix: [{ start: end - word.length, end, text: meant }] };
  const hint = near.length > 1 ? `The nearest names are ${near.join(' and ')}.` : `The nearest name is ${meant}.`;
  return { ...problem, hint, ...fix };
}

/** The first argument from `usual` on that is asked with the constant, else from `least` on; `usual` where none is. */
function placeOf(part: string, least: number, usual: number, { abi, call }: Place): number {
  const constant = /[A-Za-z_]\w*/.exec(part)?.[0];
  if (call === undefined || constant === undefined) return usual;
  const takes = (index: number) => {
    const set = index < least ? undefined : argumentSet(call, index, { arch: abi });
    return set !== undefined && constantSet(set, abi).values.has(constant);
  };
  const fitting = [0, 1, 2, 3, 4, 5].filter(takes);
  return fitting.find((index) => index >= usual) ?? fitting[0] ?? usual;
}

/** The pieces of the list, none where it is empty, and whether strace printed it; of a line that is cut off in one, those before it. */
function listOf(
  source: SourceText,
  start: number,
  within: CallPlace,
  diagnostics: Diagnostic[],
): { parts: readonly ArgumentPlace[]; isPrinted: boolean } {
  const { end, unfinished } = within;
  const { text } = source;
  const list = splitArguments(text, start, end);
  if (list.open !== undefined) {
    const message = `${text[list.open] ?? ''} is never closed: the line is cut off here.`;
    const hint = 'The answer lets this argument, and those after it, be anything.';
    diagnostics.push(info('bracket-open', message, hint, spanAt(source, list.open, list.open + 1)));
    return { parts: list.parts.slice(0, -1), isPrinted: true };
  }
  if (!list.closed && !unfinished) {
    const last = text.trimEnd().length;
    const hint = 'The answer is for the call with the parenthesis added.';
    const fix = [{ start: last, end: last, text: ')' }];
    const span = spanAt(source, last, last);
    diagnostics.push(info('parenthesis-missing', 'The closing parenthesis is missing.', hint, span, { fix }));
  }
  const behind = list.closed ? text.slice(list.end + 1, end) : '';
  if (behind.trim() !== '' && !isResult(behind)) {
    const message = `Remove ${shorten(behind.trim())} after the call.`;
    const span = spanAt(source, list.end + 1, text.length);
    diagnostics.push(error('text-after-call', message, 'Ask about one call at a time.', span));
  }
  const isPrinted = unfinished || within.start > 0 || isResult(behind);
  if (text.slice(start, list.end).trim() === '') return { parts: [], isPrinted };
  const last = list.parts.at(-1);
  const isEmpty = unfinished && last !== undefined && text.slice(last.from, last.to).trim() === '';
  return { parts: isEmpty ? list.parts.slice(0, -1) : list.parts, isPrinted };
}
