import {
  type Arch,
  abisOn,
  architectureOf,
  errnoOf,
  isLoaded,
  nameOf,
  numberOf,
  syscallsOf,
} from '../../linux/index.ts';
import type { JsonNode, Span } from '../../text/index.ts';
import { keptText } from '../collect/collectCalls.ts';
import {
  type Found,
  type FoundCall,
  type Line,
  type LineReader,
  NO_CALL,
  spanOf,
  type TracedCall,
  type TracedResult,
} from '../LineReader.ts';
import { recordedArch } from '../loggedCall.ts';
import type { JsonCall, JsonPlace } from './JsonFound.ts';
import { type NamedArgument, namedArguments, seenEnding, seenWord } from './perfValue.ts';

/** Which call it is. */
export type WhichCall = Pick<TracedCall, 'arch' | 'syscall'>;

const LARGEST = 0xffffffff;

/**
 * A call by its name on a machine: of the first of its ABIs that has it, as a profile's names count for all of them. Undefined for a name that none of
 * these has, or whose tables are not loaded.
 */
export function callNamed(name: string, native: Arch): WhichCall | undefined {
  for (const arch of abisOn(native)) {
    const syscall = isLoaded(arch) ? numberOf(arch, name) : undefined;
    if (syscall !== undefined) return { arch, syscall };
  }
  return undefined;
}

/** A call of one ABI, by its name there. */
export function callOf(name: string, arch: Arch): WhichCall | undefined {
  const syscall = isLoaded(arch) ? numberOf(arch, name) : undefined;
  return syscall === undefined ? undefined : { arch, syscall };
}

/** A call by the number that the kernel has of it on a machine, where x32's calls are x86_64's with a bit more. Undefined for what is no number. */
export function callNumbered(digits: string, native: Arch): WhichCall | undefined {
  const number = /^-?\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
  if (!(Math.abs(number) <= LARGEST)) return undefined;
  return { arch: abiOf(native, number), syscall: number >>> 0 };
}

/** The same for a number that the ABI must have a call for. */
export function knownNumber(digits: string, native: Arch): WhichCall | undefined {
  const call = callNumbered(digits, native);
  const isKnown = call !== undefined && isLoaded(call.arch) && nameOf(call.arch, call.syscall) !== undefined;
  return isKnown ? call : undefined;
}

/** The only call of a machine whose name begins so, or is so: what is left of a name that a table cut off. */
function callBeginning(start: string, native: Arch): WhichCall | undefined {
  const names = isLoaded(native) ? syscallsOf(native).names.filter((name) => name.startsWith(start)) : [];
  const [only] = names.includes(start) ? [start] : names.length === 1 ? names : [];
  return only === undefined ? undefined : callOf(only, native);
}

/**
 * The call of an audit record. ausearch has words of its own: `unknown-syscall(435)` and `unknown-elf-type(80000008)` for what it has no name for, `armeb`
 * for any 32-bit arm, `socketcall(socket)`. Undefined where the architecture or the call is not known.
 */
export function callRecorded(machine: string, call: string): WhichCall | undefined {
  const digits = /^(?:unknown-syscall\()?(-?\d{1,10})\)?$/.exec(call)?.[1];
  const named = machine.replace(/^unknown-elf-type\(([\da-f]+)\)$/, '$1').replace(/^armeb$/, 'arm');
  const arch = recordedArch(named, digits ?? call);
  if (arch === undefined) return undefined;
  return digits === undefined ? callOf(call.replace(/\(\w+\)$/, ''), arch) : callNumbered(digits, arch);
}

/** x32's calls are those of x86_64 with a bit more, whatever architecture is named. */
function abiOf(native: Arch, number: number): Arch {
  if (native !== 'SCMP_ARCH_X86_64') return native;
  return number >= architectureOf('SCMP_ARCH_X32').syscallBase ? 'SCMP_ARCH_X32' : native;
}

/** The names in lists of JSON, each at its place; what is no call is told. */
export function listedCalls(
  lists: readonly JsonNode[],
  native: Arch,
): { calls: readonly JsonCall[]; unread: readonly JsonPlace[] } {
  const calls: JsonCall[] = [];
  const unread: JsonPlace[] = [];
  for (const item of lists.flatMap((list) => (list.kind === 'array' ? list.items : []))) {
    const which = item.kind === 'string' ? listedCall(item.value, native) : undefined;
    if (which === undefined) unread.push(item);
    else calls.push({ ...which, at: item });
  }
  return { calls, unread };
}

/** A name, or what Inspektor Gadget writes where it knows none: `syscall_1f4` in hexadecimal, `unknown_syscall_500`. */
function listedCall(name: string, native: Arch): WhichCall | undefined {
  const [, hex, decimal = ''] = /^(?:syscall_([\da-f]{1,8})|unknown_syscall_(\d{1,10}))$/.exec(name) ?? [];
  const digits = hex === undefined ? decimal : String(Number.parseInt(hex, 16));
  return callNamed(name, native) ?? callNumbered(digits, native);
}

const VERSION = /^\s*(?:- )?apiVersion:\s*["']?security-profiles-operator\.x-k8s\.io\//;
const KIND = /^\s*(?:- )?kind:\s*["']?SeccompProfile["']?\s*$/;
/** A line of YAML, as far as an object of Kubernetes has them: a key, an item, a comment, a document's beginning. */
const YAML = /^\s*(?:#|- |-$|---\s*$|(?:- )*["']?[\w./-]+["']?:(?:\s|$)|[[\]{}"',])/;
/** How an object begins. */
const BEGINS = /^(?:apiVersion|kind|metadata|spec|items):(?:\s|$)/;

/** Whether an object of Kubernetes may begin here. */
export const beginsYaml = (text: string) => BEGINS.test(text);

/** Whether a line goes on with one. */
export const goesOnAsYaml = (text: string) => text.trim() === '' || YAML.test(text);

/**
 * The calls in a SeccompProfile of the Security Profiles Operator in YAML, as `kubectl get sp NAME -o yaml` prints it: the names under `syscalls` of rules that
 * let them pass. Undefined for other YAML.
 */
export function yamlCalls(lines: readonly Line[], native: Arch): Found | undefined {
  if (!lines.some(({ text }) => VERSION.test(text)) || !lines.some(({ text }) => KIND.test(text))) return undefined;
  const calls: FoundCall[] = [];
  const unread: Span[] = [];
  for (const { names, passes } of rulesIn(lines)) {
    for (const { name, span } of passes ? names : []) {
      const which = listedCall(name, native);
      if (which === undefined) unread.push(span);
      else calls.push({ ...which, span });
    }
  }
  return { calls, unread };
}

interface YamlRule {
  names: { name: string; span: Span }[];
  passes: boolean;
}

/** The rules under each `syscalls:`, whatever the order of their keys. */
function rulesIn(lines: readonly Line[]): YamlRule[] {
  const rules: YamlRule[] = [];
  /** How deep `syscalls:` and the items under it stand; -1: not yet seen. */
  let depth = -1;
  let itemDepth = -1;
  let inNames = false;
  for (const line of lines) {
    const { text } = line;
    const indent = text.length - text.trimStart().length;
    const isItem = /^\s*-(?:\s|$)/.test(text);
    if (text.trim() === '' || /^\s*#/.test(text)) continue;
    if (depth !== -1 && (indent < depth || (indent === depth && !isItem))) depth = -1;
    if (depth === -1) {
      if (/^\s*syscalls:\s*(?:#.*)?$/.test(text)) [depth, itemDepth, inNames] = [indent, -1, false];
      continue;
    }
    if (isItem && (itemDepth === -1 || indent === itemDepth)) {
      itemDepth = indent;
      rules.push({ names: [], passes: false });
      inNames = false;
    }
    const rule = rules.at(-1);
    if (rule === undefined) continue;
    const [, key, value = ''] = /^\s*(?:- )?([\w]+):\s*(.*)$/.exec(text) ?? [];
    if (key === 'action') rule.passes = /^["']?SCMP_ACT_(?:ALLOW|LOG)\b/.test(value);
    if (key !== undefined) inNames = key === 'names';
    for (const name of inNames ? namesIn(line) : []) rule.names.push(name);
  }
  return rules;
}

/** The names of a line: an item of a list, or a list between brackets. */
function namesIn(line: Line): YamlRule['names'] {
  const from = (/^\s*(?:-\s+)?(?:names:)?/.exec(line.text)?.[0] ?? '').length;
  const end = line.text.indexOf(' #', from);
  const part = line.text.slice(from, end === -1 ? line.text.length : end);
  return [...part.matchAll(/\w+/g)].map((match) => {
    const at = from + match.index;
    return { name: match[0], span: spanOf(line, at, at + match[0].length) };
  });
}

/** include/linux/err.h: numbers above this are no errors. */
const MOST_ERRNO = 4095;
/** By ABI, since mips numbers some of them otherwise: names by what strerror says, in lower case. */
const KNOWN = /* @__PURE__ */ new Map<Arch, ReadonlyMap<string, string>>();

/** The error that a tool tells in strerror's words, or in Go's, which begin in lower case; undefined for other words. */
export function errnoSaid(words: string, arch: Arch): string | undefined {
  const known = KNOWN.get(arch) ?? read(arch);
  KNOWN.set(arch, known);
  return known.get(words.toLowerCase());
}

function read(arch: Arch): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (let number = 1; number <= MOST_ERRNO; number += 1) {
    const errno = errnoOf(number, arch);
    if (errno !== undefined) names.set(errno.message.toLowerCase(), errno.name);
  }
  return names;
}

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

/** What the rows of tables tell of calls: how often each was made in all. */
interface SummaryRows {
  add(which: WhichCall, count: number, line: Line): void;
  /** The calls that no line has told. */
  left(): FoundCall[];
}

/** A table may stand below the calls themselves (`strace -C`, `perf trace -S`), and tells them once more: `told` says how often lines have told a call. */
export function summaryRows(told: (which: WhichCall) => number): SummaryRows {
  const rows = new Map<string, FoundCall & { count: number }>();
  return {
    add(which, count, line) {
      const key = `${which.arch} ${which.syscall}`;
      const row = rows.get(key) ?? { ...which, count: 0, span: spanOf(line), line: keptText(line.text) };
      rows.set(key, { ...row, count: row.count + count });
    },
    left: () =>
      [...rows.values()].flatMap((row) => {
        const count = row.count - told(row);
        return count > 0 ? [{ ...row, count }] : [];
      }),
  };
}
