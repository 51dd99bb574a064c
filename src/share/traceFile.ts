import { type Arch, isArch } from '../engine/linux/index.ts';
import type { Diagnostic, Span } from '../engine/text/index.ts';
import type {
  SeenAction,
  ToldMode,
  Trace,
  TracedCall,
  TracedResult,
  TraceFormat,
  UnreadLine,
} from '../engine/trace/index.ts';
import { TAB_LIMITS } from './fragment.ts';
import { readTraceLink, type TraceLink, writeTraceLink } from './traceLink.ts';

/** A trace as it was read of files, whose text is not kept. */
export interface ReadFiles {
  /** Each file, and where its text begins in that of all. */
  parts: readonly { name: string; start: number }[];
  bytes: number;
  lines: number;
  trace: Trace;
}

/** A state of the trace page that no link holds: what was read, and what a link says besides (`trace` is empty). */
export interface SavedTrace {
  link: TraceLink;
  notices: readonly Diagnostic[];
  read: ReadFiles;
}

/** How such a file begins. */
const BEGINS = '{"trace-check":1,';

/** Whether a text, or its beginning, is that of a saved state. */
export const isSavedTrace = (text: string): boolean => text.startsWith(BEGINS);

/** The state as a file: JSON, with the link's own words for what a link holds, and registers as decimal numbers in strings. */
export async function writeSavedTrace(link: TraceLink, { parts, bytes, lines, trace }: ReadFiles): Promise<string> {
  const said = { link: await writeTraceLink({ ...link, trace: '' }), parts, bytes, lines };
  return (
    BEGINS + JSON.stringify({ ...said, trace }, (_, value) => (typeof value === 'bigint' ? `${value}` : value)).slice(1)
  );
}

/** Reads such a file; undefined where it is none, or was changed so that it says no trace. Never throws. */
export async function readSavedTrace(text: string): Promise<SavedTrace | undefined> {
  const root = isSavedTrace(text) ? jsonOf(text) : undefined;
  const { link, parts, bytes, lines, trace } = fieldsOf(root);
  if (typeof link !== 'string' || !Array.isArray(parts) || !isCount(bytes) || !isCount(lines)) return undefined;
  const read = traceOf(trace);
  const files = parts
    .map(fieldsOf)
    .flatMap(({ name, start }) => (typeof name === 'string' && isCount(start) ? [{ name, start }] : []));
  if (read === undefined || files.length === 0) return undefined;
  const { value, diagnostics } = await readTraceLink(link, TAB_LIMITS);
  return { link: value, notices: diagnostics, read: { parts: files, bytes, lines, trace: read } };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;
type CallFields = Fields & { result?: unknown; seen?: unknown };

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function traceOf(value: unknown): Trace | undefined {
  const { calls, unread, unreadCount, formats, lost, auditLost, toldMode } = fieldsOf(value);
  if (!Array.isArray(calls) || !Array.isArray(unread) || !Array.isArray(formats)) return undefined;
  const told = toldModeOf(fieldsOf(toldMode));
  return {
    calls: calls.flatMap((each) => callOf(fieldsOf(each)) ?? []),
    unread: unread.flatMap((each) => unreadOf(fieldsOf(each)) ?? []),
    formats: formats.flatMap((each) => FORMATS.find((format) => format === each) ?? []),
    ...(isCount(unreadCount) && { unreadCount }),
    ...(isCount(lost) && { lost }),
    ...(isCount(auditLost) && { auditLost }),
    ...(told && { toldMode: told }),
  };
}

function toldModeOf({ arch, name, span, programs, either }: Fields): ToldMode | undefined {
  const place = spanOf(fieldsOf(span));
  if (!isArchitecture(arch) || typeof name !== 'string' || !place) return undefined;
  return isCount(programs) && isCount(either) ? { arch, name, span: place, programs, either } : undefined;
}

function callOf({ arch, syscall, args, count, span, ...told }: CallFields): TracedCall | undefined {
  const place = spanOf(fieldsOf(span));
  if (!isArchitecture(arch) || !isCount(syscall) || !Array.isArray(args) || !isCount(count) || !place) return undefined;
  const { pid, comm, line, varied, lower, isEither } = told;
  const result = resultOf(fieldsOf(told.result));
  const seen = SEEN.find((each) => each === told.seen);
  return {
    ...{ arch, syscall, count, span: place },
    args: registersOf(args),
    ...(Array.isArray(lower) && { lower: registersOf(lower) }),
    ...(Array.isArray(varied) && { varied: varied.filter(isCount) }),
    ...(result && { result }),
    ...(seen && { seen }),
    ...(isEither === true && { isEither }),
    ...(isCount(pid) && { pid }),
    ...(typeof comm === 'string' && { comm }),
    ...(typeof line === 'string' && { line }),
  };
}

function resultOf({ kind, value, errno, signal }: Fields): TracedResult | undefined {
  const number = numberOf(value);
  if (kind === 'value' && number !== undefined) return { kind, value: number };
  if (kind === 'error' && typeof errno === 'string') return { kind, errno };
  return kind === 'signal' && typeof signal === 'string' ? { kind, signal } : undefined;
}

function unreadOf({ text, ...span }: Fields): UnreadLine | undefined {
  const place = spanOf(span);
  return place && { ...place, ...(typeof text === 'string' && { text }) };
}

function spanOf({ start, end, line, column }: Fields): Span | undefined {
  return isCount(start) && isCount(end) && isCount(line) && isCount(column) ? { start, end, line, column } : undefined;
}

const numberOf = (value: unknown): bigint | undefined =>
  typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined;
const registersOf = (given: readonly unknown[]) =>
  Array.from({ length: REGISTERS }, (_, index) => numberOf(given[index]));
const isArchitecture = (value: unknown): value is Arch => typeof value === 'string' && isArch(value);

const REGISTERS = 6;
const FORMATS: readonly TraceFormat[] = [
  ...(['strace', 'strace-summary', 'audit', 'perf', 'bpftrace'] as const),
  ...(['inspektor-gadget', 'oci-hook', 'spo', 'names'] as const),
];
const SEEN: readonly SeenAction[] = [
  ...(['ALLOW', 'LOG', 'TRACE', 'USER_NOTIF'] as const),
  ...(['ERRNO', 'TRAP', 'KILL_THREAD', 'KILL_PROCESS'] as const),
];
