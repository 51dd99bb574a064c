import type { Arch } from '../../linux/index.ts';
import { keptText } from '../collect/collectCalls.ts';
import { type Found, type Line, type LineReader, NO_CALL, spanOf } from '../LineReader.ts';
import type { TracedResult } from '../Trace.ts';
import { callNamed } from './callNamed.ts';
import { errnoSaid } from './errnoSaid.ts';
import { type NamedArgument, namedArguments } from './perfValue.ts';
import { waitingCalls } from './waitingCalls.ts';

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
