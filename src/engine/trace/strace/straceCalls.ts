import { type Arch, UNFINISHED } from '../../linux/index.ts';
import { NO_OUTCOME } from '../collect/CallKind.ts';
import { type Collected, copied, outcomeOf } from '../collect/collectCalls.ts';
import { type CodedText, TextCoder } from '../cutLines.ts';
import { type Found, type Line, type LineReader, NO_CALL, spanOf, type ToldMode } from '../LineReader.ts';
import { lastCalls, readResult } from './lastCalls.ts';
import { begunCalls, printedCalls } from './printedCalls.ts';
import { changesPrograms, Programs, RUNS } from './programs.ts';
import { type SplitLine, splitLine } from './splitLine.ts';
import { type CallEntry, NO_PID, type SplitCall, StraceScan } from './tellingOf.ts';

/** The lines of strace, also as they stand in a longer text. */
export interface StraceReader extends LineReader {
  /** Reads the line between `from` and `to` of a text; false where it takes `read` to tell. */
  readAt(piece: CodedText, from: number, to: number, start: number, line: number): boolean;
  /** Keeps nothing more of the text that `readAt` was given. */
  letGo(): void;
  /** Another file of the trace begins: what has no process in it is this one's. */
  nextFile(pid: number | undefined): void;
  /** What told of 32-bit programs, once the text has ended; undefined where there are none, or strace says so itself. */
  toldMode(): ToldMode | undefined;
}

const MODE = /^\[ Process PID=(\d+) runs in (64 bit|32 bit|x32) mode\. \]/;
const KILLED = /^\+\+\+ killed by (SIG\w{1,20})/;
const ENDED = /^\+\+\+ (?:exited with|killed by) /;
/** A thread ran a program, and goes on under the number of its process (src/strace.c, maybe_switch_tcbs). */
const SUPERSEDED = /^\+\+\+ superseded by execve in pid (\d+) /;
/** What strace prints behind an execve whose end stands under that number, where nothing came between. */
const PID_CHANGED = /<pid changed to \d+ \.\.\.>\s*$/;
const SIGSYS = /^--- SIGSYS \{.*\bsi_code=SYS_SECCOMP\b/;

const ATTACHED = 'tached';
/** What strace -f says of a process that begins, within the line of the call that made it where both go to the terminal. */
const NOTICE = /^(.*\S.*)strace: Process \d+ (?:at|de)tached\s*$/;

/** Reads what strace prints on a machine of this ABI. The calls go to `collected`, and what is not kept of the lines that began one to `onLeft`. */
export function straceCalls(native: Arch, collected: Collected, onLeft: (line: Line) => void): StraceReader {
  const begun = begunCalls();
  const programs = new Programs(native);
  const last = lastCalls(collected, programs);
  let told: ToldMode | undefined;
  let torn: Line | undefined;
  /** The call that ends next was begun in the file of a thread (-ff), which tells of it. */
  let isOfThread = false;
  const scan = new StraceScan();
  const calls = printedCalls(native, collected, scan);
  const coder = new TextCoder();

  function keep(split: SplitCall, line: Line): Found | undefined {
    const { pid = scan.own, comm } = split.lead;
    const result = readResult(split.result);
    const first = () =>
      collected.firstOf(line, {
        ...(pid !== NO_PID && { pid }),
        ...(comm !== undefined && { comm }),
        ...(result && { result }),
      });
    const reads = programs.read(pid, split, result, first);
    if (reads.length === 0) return undefined;
    const [own, other] = reads.flatMap(({ arch, syscall, args }): CallEntry[] => {
      const kind = collected.kindOf(arch, syscall);
      const ids = kind?.registers.map((register, index) => register.idOf(args[index])) ?? [];
      return kind === undefined ? [] : [{ kind, entry: kind.entryOf(ids, outcomeOf(result)) }];
    });
    if (own === undefined) return { calls: [], unread: [spanOf(line)] };
    const of = last.put(pid, own.kind, own.entry, line.start);
    of.first = first();
    if (other !== undefined) of.either = { ...other, program: programs.programOf(pid) };
    if (changesPrograms(split.name)) programs.after(pid, split, result, line.start);
    return NO_CALL;
  }

  /** The lines before the first other process came have no number of their own, and on a terminal those of the last that is left have none. */
  function takeBegun(pid: number, name: string): Line | undefined {
    const unnumbered = (pid === NO_PID ? begun.only() : undefined) ?? NO_PID;
    const key = begun.find(pid, name) === undefined ? unnumbered : pid;
    const found = begun.find(key, name);
    begun.forget(key, name);
    return found;
  }

  /** One of the same name that waits already never came back. */
  function keepBegun(pid: number, name: string, line: Line): void {
    const before = begun.find(pid, name);
    if (before !== undefined) {
      begun.forget(pid, name);
      keepUnfinished(before);
    }
    for (const left of begun.keep(pid, copied(name), line)) onLeft(left);
  }

  function keepUnfinished(line: Line): void {
    const split = splitLine(line.text);
    if (split?.kind !== 'call' || keep(split, line) !== NO_CALL) onLeft(line);
  }

  function readResumed({ lead, name, rest }: SplitLine & { kind: 'resumed' }, line: Line): Found | undefined {
    const first = takeBegun(lead.pid ?? scan.own, name);
    const whole = first && splitLine(joined(first, rest));
    if (whole?.kind === 'call') {
      const kept = keep({ ...whole, lead: { ...whole.lead, pid: scan.own, ...lead } }, first ?? line);
      if (kept !== NO_CALL && first !== undefined) onLeft(first);
      return kept === undefined || kept === NO_CALL ? kept : { calls: [], unread: [spanOf(line)] };
    }
    // Of a call that began before the trace, what is left is its name and its result.
    const result = /\)\s*=\s(.*)$/.exec(rest)?.[1];
    const left = { kind: 'call', lead, name, args: [], isUnfinished: true, result } as const;
    if (!isOfThread) return keep(left, line);
    isOfThread = false;
    programs.after(scan.own, left, readResult(result), line.start);
    return NO_CALL;
  }

  /** The call of the thread ends under the number of its process. */
  function supersede(pid: number, thread: number): void {
    programs.supersede(pid, thread);
    last.finish(thread);
    isOfThread = scan.own !== NO_PID;
    for (const name of RUNS) {
      const line = begun.find(thread, name);
      if (line === undefined) continue;
      begun.forget(thread, name);
      keepBegun(pid, name, line);
    }
  }

  function readOther(
    { lead: { pid = scan.own }, text }: SplitLine & { kind: 'other' },
    start: number,
  ): Found | undefined {
    const [, of, mode = ''] = MODE.exec(text) ?? [];
    if (of !== undefined) {
      // Without -f no line has the number.
      return programs.print(Number(of), scan.own, mode) ? NO_CALL : undefined;
    }
    const thread = SUPERSEDED.exec(text)?.[1];
    if (thread !== undefined) supersede(pid, Number(thread));
    const isEnd = ENDED.test(text);
    if (isEnd) for (const line of begun.takeAll(pid)) keepUnfinished(line);
    const call = last.get(pid);
    const signal = KILLED.exec(text)?.[1];
    if (signal !== undefined && call?.entry.outcome === NO_OUTCOME)
      last.turn(pid, call, signal, { result: { kind: 'signal', signal: copied(signal) } }, call.entry.seen);
    if (isEnd) {
      last.finish(pid);
      programs.end(pid, scan.own === NO_PID ? start : undefined);
    }
    if (!SIGSYS.test(text)) return NO_CALL;
    if (call === undefined) return undefined;
    last.turn(pid, call, call.entry.outcome, {}, 'TRAP');
    return NO_CALL;
  }

  /** A line with what stood before the notice in it; undefined for its first part. */
  function whole(line: Line): Line | undefined {
    const first = torn;
    const text = first === undefined ? line.text : first.text + line.text;
    const before = text.includes(ATTACHED) ? NOTICE.exec(text)?.[1] : undefined;
    torn = before === undefined ? undefined : { ...(first ?? line), text: before };
    if (torn !== undefined) return undefined;
    return first === undefined ? line : { ...first, text };
  }

  function read(printed: Line): Found | undefined {
    const found = whole(printed);
    if (found === undefined) return NO_CALL;
    const line = { ...found, text: found.text.replace(PID_CHANGED, UNFINISHED) };
    const split = splitLine(line.text);
    switch (split?.kind) {
      case undefined:
        return undefined;
      case 'between':
        return NO_CALL;
      case 'other':
        return readOther(split, line.start);
      case 'resumed':
        return readResumed(split, line);
      case 'call':
        if (!split.isUnfinished) return keep(split, line);
        keepBegun(split.lead.pid ?? scan.own, split.name, { ...line, text: copied(line.text) });
        return NO_CALL;
    }
  }

  function readAt(piece: CodedText, from: number, to: number, start: number, line: number): boolean {
    const at = torn === undefined ? scan.lead(piece, from) : -1;
    if (at === -1 || at >= to) return false;
    const { pid } = scan;
    const arch = programs.archOf(pid);
    if (arch === undefined) return false;
    const known = calls.known(arch, piece, at, to);
    const found = known === undefined ? scan.scan(piece, at, to) : 'call';
    if (found === 'call') {
      const call = known ?? calls.readNew(arch, piece, at, to);
      if (call === undefined) return false;
      const of = last.put(pid, call.kind, call.entry, start);
      last.place(pid, of, piece.text, from, to, at + call.behind, line, undefined);
      return true;
    }
    if (found === 'other') return false;
    const name = piece.text.slice(scan.nameFrom, scan.nameTo);
    if (found === 'resumed') return resumeAt(pid, arch, name, piece.text.slice(scan.behind, to));
    keepBegun(pid, name, { text: copied(piece.text.slice(from, to)), start, line });
    return true;
  }

  /** Reads a call that an earlier line began, together with its end. */
  function resumeAt(pid: number, arch: Arch, name: string, rest: string): boolean {
    const first = begun.find(pid, name);
    if (first === undefined) return false;
    const both = coder.code(joined(first, rest));
    const { length } = both.text;
    const at = scan.lead(both, 0);
    const call = scan.scan(both, at, length) === 'call' ? calls.read(arch, both, length) : undefined;
    if (call === undefined) return false;
    begun.forget(pid, name);
    const of = last.put(pid, call.kind, call.entry, first.start);
    last.place(pid, of, both.text, 0, length, at + call.behind, first.line, first);
    return true;
  }

  function endFile(): void {
    for (const line of begun.takeAll()) keepUnfinished(line);
    torn = undefined;
    isOfThread = false;
    last.end();
  }

  function end(): readonly [] {
    endFile();
    told = programs.finish();
    return [];
  }

  function nextFile(pid: number | undefined): void {
    endFile();
    scan.own = pid ?? NO_PID;
    programs.end(NO_PID);
  }

  return { format: 'strace', read, readAt, letGo: last.letGo, nextFile, end, toldMode: () => told };
}

/** The two parts of a call that another process came between. */
function joined(first: Line, rest: string): string {
  const text = first.text.trimEnd().slice(0, -UNFINISHED.length).trimEnd();
  return `${text}${rest.startsWith(')') || rest.startsWith(',') ? '' : ' '}${rest}`;
}
