import type { Arch } from '../../linux/index.ts';
import { keptText } from '../collect/collectCalls.ts';
import {
  type Found,
  type FoundCall,
  type Line,
  type LineReader,
  NO_CALL,
  spanOf,
  type TracedResult,
} from '../LineReader.ts';
import { MODES } from '../strace/tellingOf.ts';
import { type NamedArgument, namedArguments } from './perfValue.ts';
import { callNamed, callOf, errnoSaid, summaryRows, type WhichCall } from './yamlCalls.ts';

/** So many wait. */
const MOST_WAITING = 20_000;

/** Calls that a thread has entered, until a later line tells what came of them. */
interface WaitingCalls {
  /** Keeps one. Gives the calls of which nothing will be told any more: the one before it, and the older half where there is no room. */
  keep(thread: string, call: FoundCall): readonly FoundCall[];
  take(thread: string): FoundCall | undefined;
  all(): readonly FoundCall[];
}

export function waitingCalls(): WaitingCalls {
  const waiting = new Map<string, FoundCall>();

  function take(thread: string): FoundCall | undefined {
    const call = waiting.get(thread);
    waiting.delete(thread);
    return call;
  }

  return {
    keep(thread, call) {
      const before = take(thread);
      waiting.set(thread, call);
      const left = before === undefined ? [] : [before];
      if (waiting.size <= MOST_WAITING) return left;
      // Many at once: a map looks at each place that was emptied before it finds its first.
      for (const [oldest, older] of waiting) {
        if (2 * waiting.size <= MOST_WAITING) break;
        waiting.delete(oldest);
        left.push(older);
      }
      return left;
    },
    take,
    all: () => [...waiting.values()],
  };
}

// tools/perf/builtin-trace.c, trace__fprintf_entry_head and trace__sys_exit: the time, how long it took, the thread, the call, what it returned.
const HEAD = /^\s*(?:\d+\.\d{3}|\?)\s+\(\s*(?:\d+\.\d{3}\s+ms)?\s*\):\s+(?:(?:(\S.{0,64}?)\/)?(\d{1,10})\s+)?/;
const CONTINUED = /^\.\.\. \[continued\]: (\w+)\(\)\)?/;
const CALL = /^(\w+)\(/;
/** Debian's perf 7.2 has no names of errors: `= -1 (unknown) (Invalid argument)`. */
const RESULT = /\s*= (?:-1 (E[A-Z\d]+) \(|-1 \(unknown\) \(([^()]*)\)|(-?\d{1,20}|0x[\da-f]{1,16})\b|\?)[^=]*$/;
const UNFINISHED = /\) \.\.\.$/;
/** A page fault (-F). */
const FAULT = /^m(?:aj|in)fault \[/;
/** What called a call, a line each below it (--call-graph). */
const CALLER = /^ {20,}\S.* \((?:\/.*|inlined|\[[\w.]+\])\)$/;
const LOST = /^LOST (\d{1,10}) events!$/;

/**
 * Reads what `perf trace` prints of each call: `0.283 ( 0.022 ms): sh/42 socket(family: LOCAL, type: STREAM|CLOEXEC) = 4`. It leaves out arguments that are
 * zero and some that others make meaningless, which are undefined then.
 */
export function perfLines(native: Arch): LineReader {
  /** Calls that another thread came between, by thread and name. */
  const waiting = waitingCalls();

  function read(line: Line): Found | undefined {
    const lost = LOST.exec(line.text)?.[1];
    if (lost !== undefined) return { ...NO_CALL, lost: Number(lost) };
    if (CALLER.test(line.text)) return NO_CALL;
    if (!line.text.includes('): ')) return undefined;
    const [head, comm, tid] = HEAD.exec(line.text) ?? [];
    if (head === undefined) return undefined;
    const rest = line.text.slice(head.length);
    if (FAULT.test(rest)) return NO_CALL;
    const thread = `${comm}/${tid}`;
    const resumed = CONTINUED.exec(rest)?.[1];
    const name = resumed ?? CALL.exec(rest)?.[1] ?? '';
    const which = callNamed(name, native);
    if (which === undefined) return undefined;
    const result = returned(rest, which.arch);
    const program = { ...(comm !== undefined && !comm.startsWith(':') && { comm }), ...(tid && { pid: Number(tid) }) };
    const told = { ...which, ...program, ...(result && { result }) };
    if (resumed !== undefined) {
      const before = waiting.take(`${thread} ${name}`);
      return { calls: [before === undefined ? told : { ...before, ...(result && { result }) }] };
    }
    const call = { ...told, args: namedArguments(name, which.arch, argumentsIn(rest.slice(name.length + 1))) };
    if (!UNFINISHED.test(rest)) return { calls: [call] };
    const kept = { ...call, span: spanOf(line), line: keptText(line.text) };
    return { calls: waiting.keep(`${thread} ${name}`, kept) };
  }

  return { format: 'perf', read, end: waiting.all };
}

function returned(text: string, arch: Arch): TracedResult | undefined {
  const [, name, words, value] = RESULT.exec(text.slice(-200)) ?? [];
  const errno = name ?? errnoSaid(words ?? '', arch);
  if (errno !== undefined) return { kind: 'error', errno };
  return value === undefined ? undefined : { kind: 'value', value: BigInt(value) };
}

/** `dfd: CWD, filename: "/etc", flags: RDONLY|CLOEXEC) = 3`, up to the parenthesis. Paths and lists may have commas in them. */
function argumentsIn(text: string): NamedArgument[] {
  const result = text.lastIndexOf(' = ');
  const told = text.slice(0, result === -1 ? text.length : result);
  const inside = told.slice(0, Math.max(told.lastIndexOf(')'), 0));
  return inside.split(/, (?=\w+: )/).flatMap((part) => {
    const colon = part.indexOf(': ');
    return colon === -1 ? [] : [{ name: part.slice(0, colon), value: part.slice(colon + 2) }];
  });
}

// strace(1), -c and -U, and src/count.c. The columns that it has by itself: share of the time, seconds, microseconds a call, calls, errors (nothing where there
// are none), the call.
const ROW = /^\s*\d{1,3}\.\d\d\s+\d+\.\d{6}\s+\d+\s+(\d{1,15})(?:\s+\d{1,15})?\s+(\w+)\s*$/;
const TITLE = '(?:% time|seconds|shortest|longest|usecs/call|calls|errors|syscall)';
const HEADING = new RegExp(`^\\s*${TITLE}(?:\\s+${TITLE})+\\s*$`);
const RULE = /^-{6,}(?: -{6,})*\s*$/;
/** Above the table of the calls that a program of another ABI made. */
const MODE = /^System call usage summary for (.+) mode:$/;
const TOTAL = 'total';

/** Reads the tables of `strace -c`, also with other columns, where calls and names are among them; `told` is how often lines have told a call. */
export function straceSummary(native: Arch, told: (which: WhichCall) => number): LineReader {
  /** The ABI of the table; undefined: the machine's own. */
  let abi: Arch | undefined;
  let columns: readonly string[] = [];
  const rows = summaryRows(told);

  function read(line: Line): Found | undefined {
    const { text } = line;
    const mode = MODE.exec(text)?.[1];
    if (mode !== undefined) abi = MODES[native]?.[mode];
    else if (HEADING.test(text)) columns = text.trim().split(/\s{2,}|(?<!%) /);
    else if (!RULE.test(text)) return readRow(line);
    return NO_CALL;
  }

  function readRow(line: Line): Found | undefined {
    const { text } = line;
    const [, calls, name] = ROW.exec(text) ?? cellsOf(text, columns) ?? [];
    if (calls === undefined || name === undefined) return undefined;
    if (name === TOTAL) {
      abi = undefined;
      return NO_CALL;
    }
    const which = abi === undefined ? callNamed(name, native) : callOf(name, abi);
    if (which === undefined) return undefined;
    rows.add(which, Number(calls), line);
    return NO_CALL;
  }

  return { format: 'strace-summary', read, end: rows.left };
}

/** Calls and name of a row under such columns. Only the errors may be left out. */
function cellsOf(text: string, columns: readonly string[]): readonly (string | undefined)[] | undefined {
  const cells = text.trim().split(/\s+/);
  const kept = cells.length === columns.length ? columns : columns.filter((column) => column !== 'errors');
  if (cells.length !== kept.length) return undefined;
  const calls = cells[kept.indexOf('calls')];
  const isNumbers = cells.every((cell, at) => kept[at] === 'syscall' || /^\d+(?:\.\d+)?$/.test(cell));
  return isNumbers && /^\d{1,15}$/.test(calls ?? '') ? [text, calls, cells[kept.indexOf('syscall')]] : undefined;
}
