import { type Arch, multiplexerOf, numberOf, syscallsOf, UNFINISHED } from '../../linux/index.ts';
import type { CallKind } from '../collect/CallKind.ts';
import { type Collected, NO_OUTCOME, outcomeOf, RETURNED } from '../collect/collectCalls.ts';
import { copied } from '../collect/copied.ts';
import { type Found, type Line, type LineReader, NO_CALL } from '../LineReader.ts';
import { lastCalls } from './lastCalls.ts';
import { RegisterReader } from './RegisterReader.ts';
import { readCall } from './readCall.ts';
import { readResult } from './readResult.ts';
import { NO_PID, StraceScan } from './StraceScan.ts';
import { type SplitLine, splitLine } from './splitLine.ts';

type SplitCall = SplitLine & { kind: 'call' };

/** A call whose arguments can be read at their places in a text. */
interface Plan {
  kind: CallKind;
  registers: RegisterReader;
}

/** The lines of strace, also as they stand in a longer text. */
export interface StraceReader extends LineReader {
  /** Reads the line between `from` and `to` of a text; false where it takes `read` to tell. */
  readAt(text: string, from: number, to: number, start: number, line: number): boolean;
  /** Keeps nothing more of the text that `readAt` was given. */
  letGo(): void;
  /** Another file of the trace begins: what has no process in it is this one's. */
  nextFile(pid: number | undefined): void;
}

const MODE = /^\[ Process PID=(\d+) runs in (64 bit|32 bit|x32) mode\. \]/;
const KILLED = /^\+\+\+ killed by (SIG\w+)/;
const SIGSYS = /^--- SIGSYS \{.*\bsi_code=SYS_SECCOMP\b/;

const ATTACHED = 'tached';
/** What strace -f says of a process that begins, within the line of the call that made it where both go to the terminal. */
const NOTICE = /^(.*\S.*)strace: Process \d+ (?:at|de)tached\s*$/;

/** The ABI that a process of such a machine turns to when it runs a program of another (src/syscall.c, update_personality). */
export const MODES: Readonly<Partial<Record<Arch, Readonly<Record<string, Arch>>>>> = {
  SCMP_ARCH_X86_64: { '32 bit': 'SCMP_ARCH_X86', x32: 'SCMP_ARCH_X32' },
  SCMP_ARCH_AARCH64: { '32 bit': 'SCMP_ARCH_ARM' },
};

/** Reads what strace prints on a machine of this ABI. The calls go to `collected`. */
export function straceCalls(native: Arch, collected: Collected): StraceReader {
  /** By name and process, the line that began a call whose end a later line has. */
  const begun = new Map<string, Map<number, Line>>();
  const abis = new Map<number, Arch>();
  const last = lastCalls(collected);
  let torn: Line | undefined;
  const plans = new Map<Arch, Map<string, Plan | undefined>>();
  const scan = new StraceScan();

  function keep(split: SplitCall, line: Line): Found | undefined {
    const { pid = scan.own, comm } = split.lead;
    const arch = abis.get(pid) ?? native;
    const read = readCall(arch, split);
    if (read === undefined) return undefined;
    const result = readResult(split.result);
    const kind = collected.kindOf(arch, read.syscall);
    const ids = kind.registers.map((register, index) => register.idOf(read.args[index]));
    const entry = kind.entryOf(ids, outcomeOf(result));
    last.put(pid, kind, entry, line.start).first = collected.firstOf(line, {
      ...(pid !== NO_PID && { pid }),
      ...(comm !== undefined && { comm: copied(comm) }),
      ...(result && { result }),
    });
    return NO_CALL;
  }

  /** The lines before the first other process came have no number of their own. */
  function takeBegun(pid: number, name: string): Line | undefined {
    const own = begun.get(name);
    const key = own?.has(pid) ? pid : NO_PID;
    const found = own?.get(key);
    own?.delete(key);
    return found;
  }

  function keepBegun(pid: number, name: string, line: Line): void {
    const own = begun.get(name);
    if (own === undefined) begun.set(copied(name), new Map([[pid, line]]));
    else own.set(pid, line);
  }

  function readResumed({ lead, name, rest }: SplitLine & { kind: 'resumed' }, line: Line): Found | undefined {
    const first = takeBegun(lead.pid ?? scan.own, name);
    const whole = first && splitLine(joined(first, rest));
    if (whole?.kind === 'call') return keep({ ...whole, lead: { ...whole.lead, ...lead } }, first ?? line);
    // Of a call that began before the trace, what is left is its name and its result.
    const result = /\)\s*=\s(.*)$/.exec(rest)?.[1];
    return keep({ kind: 'call', lead, name, args: [], isUnfinished: true, result }, line);
  }

  function readOther({ lead: { pid = scan.own }, text }: SplitLine & { kind: 'other' }): Found | undefined {
    const [, of, mode = ''] = MODE.exec(text) ?? [];
    if (of !== undefined) {
      const arch = mode === '64 bit' ? native : MODES[native]?.[mode];
      // Without -f no line has the number.
      if (arch !== undefined) for (const key of [Number(of), scan.own]) abis.set(key, arch);
      return NO_CALL;
    }
    const call = last.get(pid);
    const signal = KILLED.exec(text)?.[1];
    if (signal !== undefined && call?.entry.outcome === NO_OUTCOME)
      last.turn(pid, call, signal, { result: { kind: 'signal', signal: copied(signal) } }, call.entry.seen);
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

  /** How a call's arguments are read where they stand; undefined where the name does not tell the number, or the ABI has none of it. */
  function planOf(arch: Arch, name: string): Plan | undefined {
    const own = plans.get(arch) ?? new Map<string, Plan | undefined>();
    plans.set(arch, own);
    const known = own.get(name);
    if (known !== undefined) return known;
    const syscall = numberOf(arch, name);
    if (syscall === undefined || (syscallsOf(arch).multiplexed && multiplexerOf(name) !== undefined)) return undefined;
    const kind = collected.kindOf(arch, syscall);
    const plan = { kind, registers: new RegisterReader(arch, name, kind) };
    own.set(copied(name), plan);
    return plan;
  }

  /** Reads the call that the scan has found. */
  function callAt(text: string, from: number, to: number, start: number, line: number, first?: Line): boolean {
    const { pid, behind } = scan;
    const arch = abis.size === 0 ? native : (abis.get(pid) ?? native);
    const plan = planOf(arch, text.slice(scan.nameFrom, scan.nameTo));
    const outcome = plan && outcomeAt(text, behind, to);
    if (plan === undefined || outcome === undefined) return false;
    plan.registers.read(text, scan.list);
    const of = last.put(pid, plan.kind, plan.kind.entryOf(plan.registers.ids, outcome), start);
    last.place(pid, of, { text, from, to, behind, line, begun: first });
    return true;
  }

  function readAt(text: string, from: number, to: number, start: number, line: number): boolean {
    if (torn !== undefined) return false;
    switch (scan.scan(text, from, to)) {
      case 'call':
        return callAt(text, from, to, start, line);
      case 'unfinished': {
        const kept = { text: copied(text.slice(from, to)), start, line };
        keepBegun(scan.pid, text.slice(scan.nameFrom, scan.nameTo), kept);
        return true;
      }
      case 'resumed': {
        const { pid } = scan;
        const first = begun.get(text.slice(scan.nameFrom, scan.nameTo))?.get(pid);
        if (first === undefined) return false;
        const both = joined(first, text.slice(scan.behind, to));
        if (scan.scan(both, 0, both.length) !== 'call') return false;
        const name = both.slice(scan.nameFrom, scan.nameTo);
        scan.pid = pid;
        if (!callAt(both, 0, both.length, first.start, first.line, first)) return false;
        begun.get(name)?.delete(pid);
        return true;
      }
      default:
        return false;
    }
  }

  function end(): readonly [] {
    const open = [...begun.values()].flatMap((own) => [...own.values()]);
    for (const line of open) {
      const split = splitLine(line.text);
      if (split?.kind === 'call') keep(split, line);
    }
    begun.clear();
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
  return `${text}${/^[,)]/.test(rest) ? '' : ' '}${rest}`;
}

/** What came of a call, as `readResult` reads it from the text behind `=`; undefined where it takes that to tell. */
function outcomeAt(text: string, from: number, to: number): string | undefined {
  const code = text.charCodeAt(from);
  if (code >= 0x30 && code <= 0x39) return RETURNED;
  if (code === 0x3f) return NO_OUTCOME;
  if (!text.startsWith('-1 E', from)) return undefined;
  let end = from + 4;
  while (end < to && isErrnoPart(text.charCodeAt(end))) end += 1;
  const next = end < to ? text.charCodeAt(end) : 0x20;
  return end > from + 4 && next === 0x20 ? text.slice(from + 3, end) : undefined;
}

const isErrnoPart = (code: number) => (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
