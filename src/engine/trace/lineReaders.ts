import { type Arch, errnoOf } from '../linux/index.ts';
import { type Collected, keptText } from './collect/collectCalls.ts';
import { auditLines, perfSummary } from './formats/auditLine.ts';
import { bpftraceLines } from './formats/jsonCalls.ts';
import { perfLines, straceSummary, waitingCalls } from './formats/perfLine.ts';
import { callNamed, callNumbered, gadgetRows } from './formats/yamlCalls.ts';
import { type Found, type Line, type LineReader, NO_CALL, spanOf, type TracedResult } from './LineReader.ts';

// include/trace/events/syscalls.h, as perf script and the kernel's own trace file have it: `raw_syscalls:sys_enter: NR 250 (0, ffffffff, 0, 0, 0, 0)` with all
// six registers, and `raw_syscalls:sys_exit: NR 250 = -1`.
const ENTER = /\bsys_enter: NR (\d{1,10}) \(([\da-f]{1,16}(?:, [\da-f]{1,16}){5})\)/;
const EXIT = /\bsys_exit: NR (\d{1,10}) = (-?\d{1,20})\s*$/;
/** The program and its thread: `sh 42 [000] 1.0:`, `sh 41/42 [000] 1.0:`, `sh-42 [000] ..... 1.0:`. */
const THREAD = /^\s*(\S.{0,15}?)[\s-]+(?:\d{1,10}\/)?(\d{1,10})\s+(?:\(\s*[\d-]+\)\s+)?\[\d+\]/;
/** kernel/trace/trace.c, __trace_find_cmdline: a program that is not known any more. */
const UNKNOWN = '<...>';
const MOST_ERRNO = 4095n;

/**
 * Reads lines of the tracepoints raw_syscalls:sys_enter and sys_exit, which don't tell the ABI: the machine's own is taken. Where a filter answers a call, it is
 * not entered (kernel/entry), and only its exit is there.
 */
function rawSyscalls(native: Arch): LineReader {
  /** By thread: the call that it has entered. */
  const entered = waitingCalls();

  function read(line: Line): Found | undefined {
    if (!line.text.includes(': NR ')) return undefined;
    const [, comm, pid] = THREAD.exec(line.text) ?? [];
    const program = { ...(comm && comm !== UNKNOWN && { comm }), ...(pid && { pid: Number(pid) }) };
    const thread = pid ?? '';
    const [, number = '', registers] = ENTER.exec(line.text) ?? [];
    if (registers !== undefined) {
      const which = callNumbered(number, native);
      if (which === undefined) return undefined;
      const args = registers.split(', ').map((digits) => BigInt(`0x${digits}`));
      const call = { ...which, args, ...program, span: spanOf(line), line: keptText(line.text) };
      return { calls: entered.keep(thread, call) };
    }
    const [, left = '', value] = EXIT.exec(line.text) ?? [];
    const which = value === undefined ? undefined : callNumbered(left, native);
    if (which === undefined || value === undefined) return undefined;
    const result = returned(BigInt(value), which.arch);
    const before = entered.take(thread);
    if (before === undefined) return { calls: [{ ...which, ...program, ...(result && { result }) }] };
    if (before.syscall === which.syscall) return { calls: [{ ...before, ...(result && { result }) }] };
    return { calls: [before, { ...which, ...program, ...(result && { result }) }] };
  }

  return { format: 'perf', read, end: entered.all };
}

function returned(value: bigint, arch: Arch): TracedResult | undefined {
  if (value >= 0n || value < -MOST_ERRNO) return { kind: 'value', value };
  const errno = errnoOf(-Number(value), arch)?.name;
  return errno === undefined ? undefined : { kind: 'error', errno };
}

/** Of a list: names with commas or blanks between them, in quotes, brackets or behind a dash, as people keep them. */
const NOT_IN_LIST = /[^\s\-*[\]"',\w]/;
/** All calls there are take a tenth of it. */
const LONGEST_LIST = 100_000;
const WORD = /\w+/g;

/**
 * Reads a plain list of names: one a line, or several with commas or blanks between them. More than half of a line's words must be calls; those that are
 * none are told as unread, and numbers too: a number alone is no call without its architecture.
 */
function nameList(native: Arch): LineReader {
  return { format: 'names', isBare: true, read: (line) => readLine(line, native) };
}

function readLine(line: Line, native: Arch): Found | undefined {
  if (line.text.length > LONGEST_LIST || NOT_IN_LIST.test(line.text)) return undefined;
  const words = [...line.text.matchAll(WORD)].map((match) => {
    const span = spanOf(line, match.index, match.index + match[0].length);
    return { which: callNamed(match[0], native), span, isNumber: /^\d+$/.test(match[0]) };
  });
  const calls = words.flatMap(({ which, span }) => (which === undefined ? [] : [{ ...which, span }]));
  if (2 * calls.length <= words.filter(({ isNumber }) => !isNumber).length) return undefined;
  return { calls, unread: words.flatMap(({ which, span }) => (which === undefined ? [span] : [])) };
}

// bcc's tools/syscount.py and libbpf-tools/syscount.c: the call, its count, with -L its time; a call that they know no name for by its number.
const ROW = /^(?:(\w+)|\[unknown: (\d{1,10})\])\s+(\d{1,15})(?:\s+\d+\.\d+)?\s*$/;
const AROUND =
  /^Tracing .*syscalls?, printing top \d+\.\.\. Ctrl\+C to quit\.$|^\[\d\d:\d\d:\d\d\]$|^SYSCALL\s+COUNT(?:\s+TIME \([um]s\))?\s*$/;

/** Reads the tables of bcc's syscount, and of its like in libbpf-tools. */
function syscountLines(native: Arch): LineReader {
  return {
    format: 'bpftrace',
    isBare: true,
    read({ text }) {
      const [, name, number, count = ''] = ROW.exec(text) ?? [];
      const which = name !== undefined ? callNamed(name, native) : callNumbered(number ?? '', native);
      if (which !== undefined) return { calls: [{ ...which, count: Number(count) }] };
      return AROUND.test(text) ? NO_CALL : undefined;
    },
  };
}

/**
 * Reads the lines of the Security Profiles Operator's log enricher, which has seen a SECCOMP record and says whose it was (doc/profiles.md, “Recording based
 * on audit log”): `"msg"="audit" "container"="redis" … "pid"=42 … "syscallName"="epoll_wait" … "type"="seccomp"`.
 */
function operatorLog(native: Arch): LineReader {
  return {
    format: 'spo',
    read({ text }) {
      if (!text.includes('syscallName')) return undefined;
      const name = /"?\bsyscallName"?[=:]"(\w+)"/.exec(text)?.[1] ?? '';
      const which = callNamed(name, native);
      if (which === undefined) return undefined;
      const pid = /"?\bpid"?[=:](\d{1,10})\b/.exec(text)?.[1];
      return { calls: [{ ...which, ...(pid !== undefined && { pid: Number(pid) }) }] };
    },
  };
}

/** The readers of one text, in the order in which a line that is none of strace's is offered to them: that of plain names stands last. */
export function lineReaders(native: Arch, { countOf }: Collected): readonly LineReader[] {
  return [
    auditLines(),
    perfLines(native),
    rawSyscalls(native),
    perfSummary(native, countOf),
    straceSummary(native, countOf),
    bpftraceLines(native),
    operatorLog(native),
    gadgetRows(native),
    syscountLines(native),
    nameList(native),
  ];
}
