import type { Arch } from '../../linux/index.ts';
import { type Found, type FoundCall, type Line, type LineReader, NO_CALL } from '../LineReader.ts';
import type { TracedResult } from '../Trace.ts';
import { callBeginning, callNamed, type WhichCall } from './callNamed.ts';
import { errnoSaid } from './errnoSaid.ts';
import { type NamedArgument, namedArguments } from './perfValue.ts';
import { seenEnding, seenWord } from './seenAction.ts';

// Inspektor Gadget's tables, which cut off what is too long for a column, with … where something is missing (gadgets/audit_seccomp, gadgets/traceloop and
// docs/builtin-gadgets/audit/seccomp.md of its repository).
const HEADING = /^[A-Z\d_.…]+(?:\s+[A-Z\d_.…]+)+\s*$/;
/** `… unshare 485855 485855 0 0 …_KILL_THREAD SYS_UNSHARE 2024-…`, with the node's name between the two on Kubernetes. */
const AUDITED = /\s(SECCOMP_RET_\w+|…_?\w+)\s+(?:\S+\s+)?SYS_(\w+)(…?)(?:\s|$)/;
/** The gadget of before 2025: `… 231712 unshare unshare kill_thread`. */
const BUILT_IN =
  /(?:^|\s)(?:(\d{1,10})\s+(\S+)\s+)?([a-z_]\w*)\s+(kill_process|kill_thread|trap|errno|user_notif|trace|log|allow)\s*$/;
/** traceloop: `… 2 95419 ls access filename="/… -1 (P…`. */
const LOOPED =
  /\s\d{1,5}\s+(\d{1,10})\s+(\S+)\s+([a-z_]\w*)\s+(?:(\w+=.*?)\s+)?(-?\d+…?(?: \([^()]*\)?)?|X|unfinished)\s*$/;
/** What advise_seccomp writes above a profile: the container's name. */
const CONTAINER = /^\/\/ [\w.-]+$/;

/** A table is as wide as a terminal. */
const WIDEST = 4000;

/** Reads the tables of Inspektor Gadget: audit_seccomp and traceloop. */
export function gadgetRows(native: Arch): LineReader {
  return { format: 'inspektor-gadget', read: (line) => readLine(line, native) };
}

function readLine({ text }: Line, native: Arch): Found | undefined {
  if (text.length > WIDEST) return undefined;
  const call = auditedRow(text, native) ?? builtInRow(text, native) ?? loopedRow(text, native);
  if (call !== undefined) return { calls: [call] };
  return (/\bSYSCALL\b/.test(text) && HEADING.test(text)) || CONTAINER.test(text) ? NO_CALL : undefined;
}

function auditedRow(text: string, native: Arch): FoundCall | undefined {
  if (!text.includes('SYS_')) return undefined;
  const [, code = '', name = '', cut = ''] = AUDITED.exec(text) ?? [];
  const which = gadgetCall(`${name.toLowerCase()}${cut}`, native);
  if (which === undefined) return undefined;
  const seen = code.startsWith('…') ? seenEnding(code.slice(1)) : seenWord(code);
  const [, comm, pid] = /\s(\S+)\s+(\d{1,10})\s+\d{1,10}\s+\d{1,10}\s+\d{1,10}\s/.exec(text) ?? [];
  return { ...which, ...(seen && { seen }), ...(pid && { pid: Number(pid) }), ...(comm && { comm }) };
}

function builtInRow(text: string, native: Arch): FoundCall | undefined {
  const [, pid, comm, name = '', code = ''] = BUILT_IN.exec(text) ?? [];
  const which = callNamed(name, native);
  const seen = seenWord(code);
  if (which === undefined || seen === undefined) return undefined;
  return { ...which, seen, ...(pid && { pid: Number(pid) }), ...(comm && { comm }) };
}

function loopedRow(text: string, native: Arch): FoundCall | undefined {
  const [, pid, comm = '', name = '', parameters = '', ret = ''] = LOOPED.exec(text) ?? [];
  const which = gadgetCall(name, native);
  if (which === undefined) return undefined;
  const result = gadgetResult(ret, which.arch);
  const args = namedArguments(name, which.arch, parametersIn(parameters));
  return { ...which, pid: Number(pid), comm, args, ...(result && { result }) };
}

/** A call by Inspektor Gadget's names: `SYS_UNSHARE`, `unshare`, cut off `SYS_UNSH…`, by its number in hexadecimal `syscall_1f4`. */
export function gadgetCall(name: string, native: Arch): WhichCall | undefined {
  const lower = name.replace(/^SYS_/, '').toLowerCase();
  return lower.endsWith('…') ? callBeginning(lower.slice(0, -1), native) : callNamed(lower, native);
}

/** `fd=1, buf="…", count=3`, up to where it was cut off. */
export function parametersIn(text: string): NamedArgument[] {
  return text.split(/, (?=\w+=)/).flatMap((part) => {
    const at = part.indexOf('=');
    return at === -1 || part.endsWith('…') ? [] : [{ name: part.slice(0, at), value: part.slice(at + 1) }];
  });
}

/** What traceloop tells a call returned: a number, or -1 and the error in Go's words, which a table may cut off. */
export function gadgetResult(text: string, arch: Arch): TracedResult | undefined {
  if (/^\d{1,20}$/.test(text)) return { kind: 'value', value: BigInt(text) };
  const errno = errnoSaid(/^-1 \(([^()]*)\)$/.exec(text)?.[1] ?? '', arch);
  return errno === undefined ? undefined : { kind: 'error', errno };
}
