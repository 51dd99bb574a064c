import type { Arch } from '../linux/index.ts';
import type { Span } from '../text/index.ts';

/** What a traced call returned. */
export type TracedResult =
  | { kind: 'value'; value: bigint }
  | { kind: 'error'; errno: string }
  /** The process was killed in the call, or by it: what ended it. */
  | { kind: 'signal'; signal: string };

/** What a record says that the filter itself did with a call: the action of the kernel's audit record or of a tool that hooks the filter. */
export type SeenAction = 'ALLOW' | 'LOG' | 'TRACE' | 'USER_NOTIF' | 'ERRNO' | 'TRAP' | 'KILL_THREAD' | 'KILL_PROCESS';

/** A call that a program made, as a trace tells of it. */
export interface TracedCall {
  arch: Arch;
  /** seccomp_data.nr */
  syscall: number;
  /** The six registers as a filter reads them; undefined for what the trace does not tell. */
  args: readonly (bigint | undefined)[];
  /** Of registers whose lower 32 bits alone the trace tells, as of a negative int, these; left out where there are none. */
  lower?: readonly (bigint | undefined)[];
  /** Registers that had too many values in the calls of this number to keep them: they are unknown in all of these calls. */
  varied?: readonly number[];
  /** Undefined where the trace does not tell, as for a call that never came back. */
  result?: TracedResult;
  /** What the filter was seen to do, where the record tells. */
  seen?: SeenAction;
  pid?: number;
  /** The program, by the name that the kernel has of it (task_struct, comm). */
  comm?: string;
  /** The trace doesn't tell which of two ABIs the program is of: it counts for both. */
  isEither?: true;
  /** How often the trace has the call so. */
  count: number;
  /** Its first line. */
  span: Span;
  /** The beginning of that line's text, where the text itself is not kept. */
  line?: string;
}

/** A line, or a piece of one, that no call could be made of. */
export interface UnreadLine extends Span {
  /** The beginning of its text, where the text itself is not kept. */
  text?: string;
}

/** How a trace is written. */
export type TraceFormat =
  | 'strace'
  | 'strace-summary'
  | 'audit'
  | 'perf'
  | 'bpftrace'
  | 'inspektor-gadget'
  | 'oci-hook'
  | 'spo'
  | 'names';

/** How a trace told that a program is of another ABI than the machine's own, which strace left out (`strace -o`). */
export interface ToldMode {
  arch: Arch;
  /** The first call that only this ABI has or lets succeed, and where it stands. */
  name: string;
  span: Span;
  /** How many programs were told so. */
  programs: number;
  /** How many calls count for both, for nothing tells whose they are (`isEither`). */
  either: number;
}

/** A trace, read. */
export interface Trace {
  /** Each call once, in the order of its first line: what several lines tell alike, but for the process and the value returned, is one. */
  calls: readonly TracedCall[];
  /** The lines that could not be read; where the text is not kept, the first hundred of them. */
  unread: readonly UnreadLine[];
  /** How many there are, where these are not all. */
  unreadCount?: number;
  formats: readonly TraceFormat[];
  /** How many records the tool says that it left out, by its rate or for want of room; left out where it says so of none. */
  lost?: number;
  /** How many records Linux's audit had lost since the host booted, the greatest number that the trace tells; left out where it says so of none. */
  auditLost?: number;
  toldMode?: ToldMode;
}

/** A line of a trace, without the line break behind it. */
export interface Line {
  text: string;
  /** Where it begins in the whole text. */
  start: number;
  /** Its number, from 1. */
  line: number;
}

/** A call as a line tells of it. What is left out, the line doesn't tell; a count left out is 1, a place left out the whole line. */
export type FoundCall = Pick<TracedCall, 'arch' | 'syscall'> & Partial<TracedCall>;

/** What a line of a format tells. */
export interface Found {
  /** None: a heading, or a line that tells of other things than calls. */
  calls: readonly FoundCall[];
  /** Pieces of the line that no call could be made of. */
  unread?: readonly Span[];
  /** How many records the line says are left out. */
  lost?: number;
  /** The same of all records of Linux's audit so far, not of this line alone. */
  auditLost?: number;
}

/** A line of the format that tells of no call. */
export const NO_CALL: Found = { calls: [] };

/** Reads the lines of one format. One reader serves one text, and may keep what a later line completes. */
export interface LineReader {
  readonly format: TraceFormat;
  /** Its lines are words and numbers alone, which in another text may be anything. */
  readonly isBare?: true;
  /** Undefined: no line of this format. Never throws; time is linear in the line. */
  read(line: Line): Found | undefined;
  /** What was still to be completed when the text ended. */
  end?(): readonly FoundCall[];
}

/** The place of a line, or of a piece of it. */
export function spanOf({ text, start, line }: Line, from = 0, to = text.length): Span {
  return { start: start + from, end: start + to, line, column: from + 1 };
}
