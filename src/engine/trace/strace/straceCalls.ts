import { type Arch, UNFINISHED } from '../../linux/index.ts';
import { type CodedText, TextCoder } from '../CodedText.ts';
import { NO_OUTCOME } from '../collect/CallKind.ts';
import { type Collected, outcomeOf } from '../collect/collectCalls.ts';
import { copied } from '../collect/copied.ts';
import { type Found, type Line, type LineReader, NO_CALL, spanOf } from '../LineReader.ts';
import { begunCalls } from './begunCalls.ts';
import { lastCalls } from './lastCalls.ts';
import { printedCalls } from './printedCalls.ts';
import { readCall } from './readCall.ts';
import { readResult } from './readResult.ts';
import { NO_PID, StraceScan } from './StraceScan.ts';
import { type SplitLine, splitLine } from './splitLine.ts';

type SplitCall = SplitLine & { kind: 'call' };

/** The lines of strace, also as they stand in a longer text. */
export interface StraceReader extends LineReader {
  /** Reads the line between `from` and `to` of a text; false where it takes `read` to tell. */
  readAt(piece: CodedText, from: number, to: number, start: number, line: number): boolean;
  /** Keeps nothing more of the text that `readAt` was given. */
  letGo(): void;
  /** Another file of the trace begins: what has no process in it is this one's. */
  nextFile(pid: number | undefined): void;
}

/** So many processes of another ABI than the machine's own are known at a time. */
const MOST_MODES = 50_000;

const MODE = /^\[ Process PID=(\d+) runs in (64 bit|32 bit|x32) mode\. \]/;
const KILLED = /^\+\+\+ killed by (SIG\w{1,20})/;
const ENDED = /^\+\+\+ (?:exited with|killed by) /;
const SIGSYS = /^--- SIGSYS \{.*\bsi_code=SYS_SECCOMP\b/;

const ATTACHED = 'tached';
/** What strace -f says of a process that begins, within the line of the call that made it where both go to the terminal. */
const NOTICE = /^(.*\S.*)strace: Process \d+ (?:at|de)tached\s*$/;

/** The ABI that a process of such a machine turns to when it runs a program of another (src/syscall.c, update_personality). */
export const MODES: Readonly<Partial<Record<Arch, Readonly<Record<string, Arch>>>>> = {
  SCMP_ARCH_X86_64: { '32 bit': 'SCMP_ARCH_X86', x32: 'SCMP_ARCH_X32' },
  SCMP_ARCH_AARCH64: { '32 bit': 'SCMP_ARCH_ARM' },
};

/** Reads what strace prints on a machine of this ABI. The calls go to `collected`, and what is not kept of the lines that began one to `onLeft`. */
export function straceCalls(native: Arch, collected: Collected, onLeft: (line: Line) => void): StraceReader {
  const begun = begunCalls();
  const abis = new Map<number, Arch>();
  const last = lastCalls(collected);
  let torn: Line | undefined;
  const scan = new StraceScan();
  const calls = printedCalls(native, collected, scan);
  const coder = new TextCoder();

  function keep(split: SplitCall, line: Line): Found | undefined {
    const { pid = scan.own, comm } = split.lead;
    const arch = abis.get(pid) ?? native;
    const read = readCall(arch, split);
    if (read === undefined) return undefined;
    const result = readResult(split.result);
    const kind = collected.kindOf(arch, read.syscall);
    if (kind === undefined) return { calls: [], unread: [spanOf(line)] };
    const ids = kind.registers.map((register, index) => register.idOf(read.args[index]));
    const entry = kind.entryOf(ids, outcomeOf(result));
    last.put(pid, kind, entry, line.start).first = collected.firstOf(line, {
      ...(pid !== NO_PID && { pid }),
      ...(comm !== undefined && { comm }),
      ...(result && { result }),
    });
    return NO_CALL;
  }

  /** The lines before the first other process came have no number of their own. */
  function takeBegun(pid: number, name: string): Line | undefined {
    const key = begun.find(pid, name) === undefined ? NO_PID : pid;
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
      const kept = keep({ ...whole, lead: { ...whole.lead, ...lead } }, first ?? line);
      if (kept !== NO_CALL && first !== undefined) onLeft(first);
      return kept === undefined || kept === NO_CALL ? kept : { calls: [], unread: [spanOf(line)] };
    }
    // Of a call that began before the trace, what is left is its name and its result.
    const result = /\)\s*=\s(.*)$/.exec(rest)?.[1];
    return keep({ kind: 'call', lead, name, args: [], isUnfinished: true, result }, line);
  }

  function readOther({ lead: { pid = scan.own }, text }: SplitLine & { kind: 'other' }): Found | undefined {
    const [, of, mode = ''] = MODE.exec(text) ?? [];
    if (of !== undefined) {
      const arch = mode === '64 bit' ? native : MODES[native]?.[mode];
      // Without -f no line has the number.
      if (abis.size >= MOST_MODES && !abis.has(Number(of))) return undefined;
      if (arch !== undefined) for (const key of [Number(of), scan.own]) abis.set(key, arch);
      return NO_CALL;
    }
    const isEnd = ENDED.test(text);
    if (isEnd) for (const line of begun.takeAll(pid)) keepUnfinished(line);
    const call = last.get(pid);
    const signal = KILLED.exec(text)?.[1];
    if (signal !== undefined && call?.entry.outcome === NO_OUTCOME)
      last.turn(pid, call, signal, { result: { kind: 'signal', signal: copied(signal) } }, call.entry.seen);
    if (isEnd) {
      last.finish(pid);
      abis.delete(pid);
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
    const line = whole(printed);
    if (line === undefined) return NO_CALL;
    const split = splitLine(line.text);
    switch (split?.kind) {
      case undefined:
        return undefined;
      case 'between':
        return NO_CALL;
      case 'other':
        return readOther(split);
      case 'resumed':
        return readResumed(split, line);
      case 'call':
        if (!split.isUnfinished) return keep(split, line);
        keepBegun(split.lead.pid ?? scan.own, split.name, { ...line, text: copied(line.text) });
        return NO_CALL;
    }
  }

  const archOf = (pid: number): Arch => (abis.size === 0 ? native : (abis.get(pid) ?? native));

  function readAt(piece: CodedText, from: number, to: number, start: number, line: number): boolean {
    const at = torn === undefined ? scan.lead(piece, from) : -1;
    if (at === -1 || at >= to) return false;
    const { pid } = scan;
    const known = calls.known(archOf(pid), piece, at, to);
    const found = known === undefined ? scan.scan(piece, at, to) : 'call';
    if (found === 'call') {
      const call = known ?? calls.readNew(archOf(pid), piece, at, to);
      if (call === undefined) return false;
      const of = last.put(pid, call.kind, call.entry, start);
      last.place(pid, of, piece.text, from, to, at + call.behind, line, undefined);
      return true;
    }
    if (found === 'other') return false;
    const name = piece.text.slice(scan.nameFrom, scan.nameTo);
    if (found === 'resumed') return resumeAt(pid, name, piece.text.slice(scan.behind, to));
    keepBegun(pid, name, { text: copied(piece.text.slice(from, to)), start, line });
    return true;
  }

  /** Reads a call that an earlier line began, together with its end. */
  function resumeAt(pid: number, name: string, rest: string): boolean {
    const first = begun.find(pid, name);
    if (first === undefined) return false;
    const both = coder.code(joined(first, rest));
    const { length } = both.text;
    const at = scan.lead(both, 0);
    const call = scan.scan(both, at, length) === 'call' ? calls.read(archOf(pid), both, length) : undefined;
    if (call === undefined) return false;
    begun.forget(pid, name);
    const of = last.put(pid, call.kind, call.entry, first.start);
    last.place(pid, of, both.text, 0, length, at + call.behind, first.line, first);
    return true;
  }

  function end(): readonly [] {
    for (const line of begun.takeAll()) keepUnfinished(line);
    torn = undefined;
    last.end();
    return [];
  }

  function nextFile(pid: number | undefined): void {
    end();
    scan.own = pid ?? NO_PID;
  }

  return { format: 'strace', read, readAt, letGo: last.letGo, nextFile, end };
}

/** The two parts of a call that another process came between. */
function joined(first: Line, rest: string): string {
  const text = first.text.trimEnd().slice(0, -UNFINISHED.length).trimEnd();
  return `${text}${rest.startsWith(')') || rest.startsWith(',') ? '' : ' '}${rest}`;
}
