import { type Arch, UNFINISHED } from '../../linux/index.ts';
import type { Span } from '../../text/index.ts';
import { type Found, type FoundCall, type Line, type LineReader, NO_CALL, spanOf } from '../LineReader.ts';
import { readCall } from './readCall.ts';
import { readResult } from './readResult.ts';
import { type Lead, type SplitLine, splitLine } from './splitLine.ts';

type SplitCall = SplitLine & { kind: 'call' };

/** The first part of a call, whose end a later line has. */
interface Begun {
  text: string;
  span: Span;
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

/** Reads what strace prints on a machine of this ABI; a call is told once the process's next line shows what came of it. */
export function straceCalls(native: Arch): LineReader {
  /** By process and name. */
  const begun = new Map<string, Begun>();
  const abis = new Map<number | undefined, Arch>();
  let torn: Line | undefined;
  /** By process: its last call, which a signal may still belong to. */
  const last = new Map<number | undefined, FoundCall>();

  /** Gives the call of the process before this one. */
  function keep(split: SplitCall, span: Span): Found | undefined {
    const { pid, comm } = split.lead;
    const arch = abis.get(pid) ?? native;
    const read = readCall(arch, split);
    if (read === undefined) return undefined;
    const result = readResult(split.result);
    const before = last.get(pid);
    last.set(pid, {
      arch,
      ...read,
      ...(result && { result }),
      ...(pid !== undefined && { pid }),
      ...(comm !== undefined && { comm }),
      span,
    });
    return before === undefined ? NO_CALL : { calls: [before] };
  }

  /** The lines before the first other process came have no number of their own. */
  function takeBegun({ pid }: Lead, name: string): Begun | undefined {
    const key = [`${pid ?? ''} ${name}`, ` ${name}`].find((each) => begun.has(each)) ?? '';
    const found = begun.get(key);
    begun.delete(key);
    return found;
  }

  function readResumed(split: SplitLine & { kind: 'resumed' }, span: Span): Found | undefined {
    const first = takeBegun(split.lead, split.name);
    const whole = first && splitLine(`${first.text}${/^[,)]/.test(split.rest) ? '' : ' '}${split.rest}`);
    if (whole?.kind === 'call') return keep({ ...whole, lead: { ...whole.lead, ...split.lead } }, first?.span ?? span);
    // Of a call that began before the trace, what is left is its name and its result.
    const result = /\)\s*=\s(.*)$/.exec(split.rest)?.[1];
    return keep({ ...split, kind: 'call', args: [], isUnfinished: true, result }, span);
  }

  function readOther({ lead: { pid }, text }: SplitLine & { kind: 'other' }): Found | undefined {
    const [, of, mode = ''] = MODE.exec(text) ?? [];
    if (of !== undefined) {
      const arch = mode === '64 bit' ? native : MODES[native]?.[mode];
      // Without -f no line has the number.
      if (arch !== undefined) for (const key of [Number(of), undefined]) abis.set(key, arch);
      return NO_CALL;
    }
    const call = last.get(pid);
    const signal = KILLED.exec(text)?.[1];
    if (signal !== undefined && call !== undefined && call.result === undefined)
      last.set(pid, { ...call, result: { kind: 'signal', signal } });
    if (!SIGSYS.test(text)) return NO_CALL;
    if (call === undefined) return undefined;
    last.set(pid, { ...call, seen: 'TRAP' });
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
        return readResumed(split, spanOf(line));
      case 'call':
        if (!split.isUnfinished) return keep(split, spanOf(line));
        begun.set(`${split.lead.pid ?? ''} ${split.name}`, {
          text: line.text.trimEnd().slice(0, -UNFINISHED.length).trimEnd(),
          span: spanOf(line),
        });
        return NO_CALL;
    }
  }

  function end(): readonly FoundCall[] {
    const ended = [...begun.values()].flatMap(({ text, span }) => {
      const split = splitLine(`${text} ${UNFINISHED}`);
      return split?.kind === 'call' ? (keep(split, span)?.calls ?? []) : [];
    });
    return [...ended, ...last.values()];
  }

  return { format: 'strace', read, end };
}
