import { type Arch, nameOf } from '../../linux/index.ts';
import {
  type FoundCall,
  type Line,
  spanOf,
  type TracedCall,
  type TracedResult,
  type TraceFormat,
} from '../LineReader.ts';
import { CallKind, type First, NO_OUTCOME, tell } from './CallKind.ts';

/** A text of its own: what is cut out of a piece of a file would keep the whole piece in memory (V8 and SpiderMonkey share the characters). */
export const copied = (text: string): string => ` ${text}`.slice(1);

/** So much is kept of a line. */
const LONGEST_LINE_KEPT = 300;
/** The kernel's names have 15 bytes (linux/sched.h, TASK_COMM_LEN), each of which a tool may print as an escape of 4. */
const LONGEST_COMM = 60;

/** So many numbers that no call of an ABI has are told apart: a program tries a few, and every one of them takes room. */
const MOST_NAMELESS = 1000;

/**
 * The calls of a trace: each once, by what it tells of architecture, number, arguments, errors and the filter. What is told in too many ways of one number
 * loses the arguments that differ most (CallKind), so that it takes no more room however long the trace is; its counts are right all the same.
 */
export interface Collected {
  readonly formats: Set<TraceFormat>;
  /** Undefined for a number without a call, where a trace has too many of these. */
  kindOf(arch: Arch, syscall: number): CallKind | undefined;
  /** The example that a line is. */
  firstOf(line: Line, call: Partial<First>): First;
  /** False where its number can't be kept. */
  add(found: FoundCall, line: Line): boolean;
  /** How often a call was told so far. */
  countOf(which: Pick<TracedCall, 'arch' | 'syscall'>): number;
  list(): TracedCall[];
}

export function collectCalls(keepsLines: boolean): Collected {
  const kinds = new Map<Arch, Map<number, CallKind>>();
  const total = { entries: 0 };
  const nameless = new Map<Arch, number>();

  function kindOf(arch: Arch, syscall: number): CallKind | undefined {
    const own = kinds.get(arch) ?? new Map<number, CallKind>();
    kinds.set(arch, own);
    const known = own.get(syscall);
    if (known !== undefined) return known;
    if (nameOf(arch, syscall) === undefined) {
      const others = nameless.get(arch) ?? 0;
      if (others >= MOST_NAMELESS) return undefined;
      nameless.set(arch, others + 1);
    }
    const kind = new CallKind(arch, syscall, total);
    own.set(syscall, kind);
    return kind;
  }

  const firstOf: Collected['firstOf'] = (line, { pid, comm, result, span = spanOf(line), line: text }) => ({
    span,
    ...(keepsLines && { line: text ?? keptText(line.text.slice(span.start - line.start, span.end - line.start)) }),
    ...(pid !== undefined && { pid }),
    ...(comm !== undefined && { comm: copied(comm.slice(0, LONGEST_COMM)) }),
    ...(result !== undefined && { result }),
  });

  return {
    formats: new Set(),
    kindOf,
    firstOf,
    add(found, line) {
      const { arch, syscall, args, result, seen, count = 1 } = found;
      const kind = kindOf(arch, syscall);
      if (kind === undefined) return false;
      const ids = kind.registers.map((register, index) => register.idOf(args?.[index]));
      tell(kind.entryOf(ids, outcomeOf(result), seen), count, firstOf(line, found));
      return true;
    },
    countOf: ({ arch, syscall }) => kinds.get(arch)?.get(syscall)?.count() ?? 0,
    list: () =>
      [...kinds.values()]
        .flatMap((own) => [...own.values()].flatMap((kind) => kind.calls()))
        .sort((a, b) => a.span.start - b.span.start),
  };
}

/** What is kept of a line whose text is not. */
export const keptText = (text: string): string => copied(text.slice(0, LONGEST_LINE_KEPT));

/** A descriptor or a time that a call returns makes no other call of it. */
export const RETURNED = 'value';

/** What came of a call, as far as it makes another call of it. */
export function outcomeOf(result: TracedResult | undefined): string {
  if (result === undefined) return NO_OUTCOME;
  if (result.kind === 'value') return RETURNED;
  return result.kind === 'error' ? result.errno : result.signal;
}
