import { errnoOf } from '../../linux/index.ts';
import { type CallKind, type Entry, type First, lastOf, tell } from '../collect/CallKind.ts';
import { type Collected, copied } from '../collect/collectCalls.ts';
import type { Line, SeenAction, TracedResult } from '../LineReader.ts';
import type { Programs } from './programs.ts';
import { type CallEntry, NO_PID, type Program } from './tellingOf.ts';

const ERROR = /^-1 (E[A-Z\d]{1,20})\b/;
const NUMBERED_ERROR = /^-1 \(errno (\d{1,9})\)/;
/** No number of 64 bits has more digits. */
const VALUE = /^(0x[\da-f]{1,16}|-?\d{1,23})(?![\da-f])/;
/** An interrupted call that begins again (printed raw, by the kernel's own number of that), and a call that doesn't come back: neither has returned. */
const NONE = /^(?:\?|-1 ERESTART(?:SYS|NOINTR|NOHAND|_RESTARTBLOCK)\b)/;

/** What a call returned, from what strace printed behind `=` (src/syscall.c, print_syscall_resume, trace_syscall_exiting); undefined where it had not. */
export function readResult(text: string | undefined): TracedResult | undefined {
  if (text === undefined || NONE.test(text)) return undefined;
  const errno = ERROR.exec(text)?.[1] ?? nameOf(NUMBERED_ERROR.exec(text)?.[1]);
  if (errno !== undefined) return { kind: 'error', errno: copied(errno) };
  const value = VALUE.exec(text)?.[1];
  if (value === undefined) return undefined;
  // umask's is octal.
  const octal = /^0[0-7]+$/.test(value);
  return { kind: 'value', value: octal ? BigInt(`0o${value.slice(1)}`) : magnitude(value) };
}

function nameOf(number: string | undefined): string | undefined {
  return number === undefined ? undefined : errnoOf(Number(number))?.name;
}

const magnitude = (text: string) => (text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text));

/** The last call of a process, which a signal may still belong to: it is counted once the next line shows what came of it. */
interface Last {
  kind: CallKind;
  entry: Entry;
  /** Where its line begins. */
  start: number;
  /** The line as an example; undefined where it can still be made of `text`. */
  first: First | undefined;
  text: string | undefined;
  from: number;
  to: number;
  behind: number;
  line: number;
  /** The line that began the call, where `text` was put together of two. */
  begun: Line | undefined;
  /** The same call of another ABI, where it is not told yet which the program is of. */
  either: (CallEntry & { program: Program }) | undefined;
}

/** So many processes are waited for; of more, the calls of those that came first are counted as they are. */
const MOST_PROCESSES = 50_000;

interface LastCalls {
  get(pid: number): Last | undefined;
  /** Counts the call of the process before this one, and gives its place to this. */
  put(pid: number, kind: CallKind, entry: Entry, start: number): Last;
  /** Says where the call stands, for the case that it is an example. */
  place(
    pid: number,
    of: Last,
    text: string,
    from: number,
    to: number,
    behind: number,
    line: number,
    begun: Line | undefined,
  ): void;
  /** What was seen to come of the process's last call makes it another. */
  turn(
    pid: number,
    of: Last,
    outcome: string,
    told: Partial<Pick<First, 'result'>>,
    seen: SeenAction | undefined,
  ): void;
  /** The process has ended: its last call is counted. */
  finish(pid: number): void;
  /** Lets go of the texts. */
  letGo(): void;
  /** Counts the last call of every process. */
  end(): void;
}

export function lastCalls(collected: Collected, programs: Programs): LastCalls {
  const last = new Map<number, Last>();
  /** Those whose example is still to be made of a text that is there no longer once the piece is read. */
  let fresh: [number, Last][] = [];
  let isTold = false;
  /** The process of the line before, which most lines are of. */
  let recent: Last | undefined;
  let recentPid = NO_PID;

  function find(pid: number): Last | undefined {
    if (recent !== undefined && pid === recentPid) return recent;
    recent = last.get(pid);
    recentPid = pid;
    return recent;
  }

  function finish(pid: number): void {
    const of = last.get(pid);
    if (of === undefined) return;
    settle(pid, of);
    last.delete(pid);
    recent = undefined;
  }

  /** Many at once: a map looks at each place that was emptied before it finds its first. */
  function settleOlder(): void {
    for (const pid of last.keys()) {
      if (2 * last.size <= MOST_PROCESSES) break;
      finish(pid);
    }
  }

  function settle(pid: number, of: Last): void {
    const { kind, either } = of;
    const entry = lastOf(of.entry);
    const isFirst = entry.first === undefined || of.start < entry.first.span.start;
    if (either === undefined) tell(entry, 1, isFirst ? exampleOf(pid, of) : undefined);
    else {
      const other = { kind: either.kind, entry: lastOf(either.entry) };
      programs.count(either.program, { kind, entry }, other, exampleOf(pid, of));
    }
    if (!isTold) collected.formats.add('strace');
    isTold = true;
  }

  function exampleOf(pid: number, of: Last): First {
    if (of.first !== undefined) return of.first;
    const { text = '', from, to, start, line, behind } = of;
    const result = readResult(text.slice(behind, to));
    const own = of.begun ?? { text: text.slice(from, to), start, line };
    return collected.firstOf(own, { ...(pid !== NO_PID && { pid }), ...(result && { result }) });
  }

  return {
    get: find,
    finish,
    put(pid, kind, entry, start) {
      const before = find(pid);
      if (before === undefined) {
        const made = { kind, entry, start, first: undefined, text: undefined, begun: undefined, either: undefined };
        const of = { ...made, from: 0, to: 0, behind: 0, line: 0 };
        if (last.size >= MOST_PROCESSES) settleOlder();
        last.set(pid, of);
        return of;
      }
      settle(pid, before);
      before.kind = kind;
      before.entry = entry;
      before.start = start;
      before.first = undefined;
      before.either = undefined;
      return before;
    },
    place(pid, of, text, from, to, behind, line, begun) {
      if (of.text === undefined) fresh.push([pid, of]);
      of.text = text;
      of.from = from;
      of.to = to;
      of.behind = behind;
      of.line = line;
      of.begun = begun;
    },
    turn(pid, of, outcome, told, seen) {
      of.first = { ...exampleOf(pid, of), ...told };
      of.entry = of.kind.entryOf(lastOf(of.entry).ids, outcome, seen);
      const { either } = of;
      if (either !== undefined) either.entry = either.kind.entryOf(lastOf(either.entry).ids, outcome, seen);
    },
    letGo() {
      for (const [pid, of] of fresh) {
        of.first ??= exampleOf(pid, of);
        of.text = undefined;
        of.begun = undefined;
      }
      fresh = [];
    },
    end() {
      for (const [pid, of] of last) settle(pid, of);
      last.clear();
      recent = undefined;
      fresh = [];
    },
  };
}
