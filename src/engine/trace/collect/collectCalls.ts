import type { Arch } from '../../linux/index.ts';
import type { FoundCall, Line } from '../LineReader.ts';
import { spanOf } from '../LineReader.ts';
import type { TracedCall, TracedResult, TraceFormat } from '../Trace.ts';
import { CallKind, type First, tell } from './CallKind.ts';
import { copied } from './copied.ts';

/** So much is kept of a line. */
export const LONGEST_LINE_KEPT = 300;

/**
 * The calls of a trace: each once, by what it tells of architecture, number, arguments, errors and the filter. What is told in too many ways of one number
 * loses the arguments that differ most (CallKind), so that it takes no more room however long the trace is; its counts are right all the same.
 */
export interface Collected {
  readonly formats: Set<TraceFormat>;
  kindOf(arch: Arch, syscall: number): CallKind;
  /** The example that a line is. */
  firstOf(line: Line, call: Partial<First>): First;
  add(found: FoundCall, line: Line): void;
  list(): TracedCall[];
}

export function collectCalls(keepsLines: boolean): Collected {
  const kinds = new Map<Arch, Map<number, CallKind>>();
  const total = { entries: 0 };

  function kindOf(arch: Arch, syscall: number): CallKind {
    const own = kinds.get(arch) ?? new Map<number, CallKind>();
    kinds.set(arch, own);
    const kind = own.get(syscall) ?? new CallKind(arch, syscall, total);
    own.set(syscall, kind);
    return kind;
  }

  const firstOf: Collected['firstOf'] = (line, { pid, comm, result, span = spanOf(line), line: text }) => ({
    span,
    ...(keepsLines && { line: text ?? keptText(line.text.slice(span.start - line.start, span.end - line.start)) }),
    ...(pid !== undefined && { pid }),
    ...(comm !== undefined && { comm }),
    ...(result !== undefined && { result }),
  });

  return {
    formats: new Set(),
    kindOf,
    firstOf,
    add(found, line) {
      const { arch, syscall, args, result, seen, count = 1 } = found;
      const kind = kindOf(arch, syscall);
      const ids = kind.registers.map((register, index) => register.idOf(args?.[index]));
      tell(kind.entryOf(ids, outcomeOf(result), seen), count, firstOf(line, found));
    },
    list: () =>
      [...kinds.values()]
        .flatMap((own) => [...own.values()].flatMap((kind) => kind.calls()))
        .sort((a, b) => a.span.start - b.span.start),
  };
}

/** What is kept of a line whose text is not. */
export const keptText = (text: string): string => copied(text.slice(0, LONGEST_LINE_KEPT));

/** The outcome of a call that has not come back, or of which the trace tells none. */
export const NO_OUTCOME = '';
/** A descriptor or a time that a call returns makes no other call of it. */
export const RETURNED = 'value';

/** What came of a call, as far as it makes another call of it. */
export function outcomeOf(result: TracedResult | undefined): string {
  if (result === undefined) return NO_OUTCOME;
  if (result.kind === 'value') return RETURNED;
  return result.kind === 'error' ? result.errno : result.signal;
}
