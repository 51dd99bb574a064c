import type { Arch } from '../../linux/index.ts';
import { type JsonNode, type JsonObject, memberOf } from '../../text/index.ts';
import { type Found, type FoundCall, type Line, type LineReader, NO_CALL } from '../LineReader.ts';
import type { JsonFound } from './JsonFound.ts';
import { namedArguments, seenWord } from './perfValue.ts';
import {
  callNamed,
  callNumbered,
  gadgetCall,
  gadgetResult,
  knownNumber,
  listedCalls,
  parametersIn,
} from './yamlCalls.ts';

// How bpftrace prints a map of counts: `@[nginx, 59]: 12`, `@syscall[202]: 5`, `@[tracepoint:syscalls:sys_enter_openat]: 34` (bpftrace(8), “Maps”).
const ENTRY = /^\s*@(\w*)\[(.*)\]: (\d{1,15})$/;
/** A tracepoint or a function of one call, also in lines of printf. */
const PROBE =
  /\b(?:tracepoint:)?syscalls:sys_enter_(\w+)|\b[kf](?:probe|unc|entry):(?:vmlinux:)?__(?:x64|ia32|arm64|riscv|s390x|se|do)_sys_(\w+)/;
const AROUND =
  /^Attaching \d+ probes?\.\.\.$|^Attached \d+ probes?$|^Counting syscalls\.\.\. Hit Ctrl-C to end\.$|^Top \d+ (?:syscalls IDs|processes):$|^@process\[[^\]]*\]: \d+$|^(?:ERROR|WARNING): Unknown error -1: couldn't set RLIMIT_MEMLOCK\b|^WARNING: Could not read functions from /;
const LOST = /^Lost (\d{1,10}) events$/;

/**
 * Reads bpftrace's output: maps of counts whose keys hold a call's tracepoint, or its number alone or last behind names, as
 * `tracepoint:raw_syscalls:sys_enter { @[comm, args->id] = count(); }` and syscount.bt make them; and any line that names the tracepoint of a call.
 */
export function bpftraceLines(native: Arch): LineReader {
  return { format: 'bpftrace', read: (line) => readLine(line, native) };
}

function readLine({ text }: Line, native: Arch): Found | undefined {
  const [entry, map = '', keys = '', count = ''] = text.includes('@') ? (ENTRY.exec(text) ?? []) : [];
  const isCounted = entry !== undefined && map !== 'process';
  const call = isCounted ? mapEntry(keys, native) : probed(text, native);
  if (call !== undefined) return { calls: [isCounted ? { ...call, count: Number(count) } : call] };
  const lost = LOST.exec(text)?.[1];
  if (lost !== undefined) return { ...NO_CALL, lost: Number(lost) };
  return AROUND.test(text) ? NO_CALL : undefined;
}

/** The call among a map's keys. A number that follows another may be anything, as may one that no call has. */
function mapEntry(keys: string, native: Arch): FoundCall | undefined {
  const named = probed(keys, native);
  if (named !== undefined) return named;
  const [, before = '', number = ''] = /^(?:(.*),\s*)?(\d{1,10})$/.exec(keys) ?? [];
  const which = /^\s*\d+\s*$|,\s*\d+\s*$/.test(before) ? undefined : knownNumber(number, native);
  return which && { ...which, ...(before !== '' && { comm: before.replace(/^\d+,\s*/, '') }) };
}

function probed(text: string, native: Arch): FoundCall | undefined {
  if (!text.includes('sys_')) return undefined;
  const [, tracepoint, kernelFunction] = PROBE.exec(text) ?? [];
  const name = tracepoint ?? kernelFunction;
  return name === undefined ? undefined : callNamed(name, native);
}

/** What a profile that was made of a trace lets pass: the calls that were seen. */
const SEEN = ['SCMP_ACT_ALLOW', 'SCMP_ACT_LOG'];

/** Whether the object is the Security Profiles Operator's SeccompProfile (its api/seccompprofile). */
function isOperators(root: JsonNode): boolean {
  const version = memberOf(root, 'apiVersion');
  const kind = memberOf(root, 'kind');
  return (
    version?.kind === 'string' &&
    /^security-profiles-operator\.x-k8s\.io\//.test(version.value) &&
    kind?.kind === 'string' &&
    kind.value === 'SeccompProfile'
  );
}

/**
 * The calls in a profile that a tool made of those it saw: oci-seccomp-bpf-hook, Inspektor Gadget's advise_seccomp, a recording of the Security Profiles
 * Operator. They are the names that it lets pass. Undefined for an object that is no profile.
 */
function profileCalls(root: JsonObject, native: Arch): Omit<JsonFound, 'format'> | undefined {
  const profile = isOperators(root) ? memberOf(root, 'spec') : root;
  const rules = memberOf(profile, 'syscalls');
  if (memberOf(profile, 'defaultAction') === undefined || rules?.kind !== 'array') return undefined;
  const names = rules.items.flatMap((rule) => {
    const action = memberOf(rule, 'action');
    const list = memberOf(rule, 'names');
    return list !== undefined && action?.kind === 'string' && SEEN.includes(action.value) ? [list] : [];
  });
  return listedCalls(names, native);
}

/**
 * The calls that a JSON value tells of, a piece for each thing that it is known as: a profile that a tool made of them, an event of a tool or a list of these,
 * a map of bpftrace's, a list of names. None for any other JSON.
 */
export function jsonCalls(root: JsonNode | undefined, native: Arch): readonly JsonFound[] {
  if (root?.kind === 'array' && root.items.some(({ kind }) => kind === 'string'))
    return [{ format: 'names', ...listedCalls([root], native) }];
  return objectsIn(root).flatMap((object) => {
    const found =
      profileOf(object, native) ??
      enriched(object, native) ??
      bpftraceMap(object, native) ??
      gadgetEvent(object, native);
    return found === undefined ? [] : [found];
  });
}

/** The object, or those of a list: JSON's, or one of Kubernetes (`"kind": "List"`). */
function objectsIn(root: JsonNode | undefined): JsonObject[] {
  const items = /List$/.test(stringOf(root, 'kind') ?? '') ? memberOf(root, 'items') : root;
  const values = items?.kind === 'array' ? items.items : [root];
  return values.filter((value): value is JsonObject => value?.kind === 'object');
}

/** The text of a journal's message, in what `journalctl -o json` prints; where journald heard the audit itself, with its mark before it. */
export function journalMessage(root: JsonNode | undefined): string | undefined {
  const message = root?.kind === 'object' ? stringOf(root, 'MESSAGE') : undefined;
  if (message === undefined) return undefined;
  return stringOf(root, '_TRANSPORT') === 'audit' ? `audit: ${message}` : message;
}

/** Whether it is an entry of the journal, each of which has the time it came (systemd.journal-fields(7)): of a line of a trace, nothing but the message. */
export const isJournalEntry = (root: JsonNode | undefined): boolean =>
  memberOf(root, '__REALTIME_TIMESTAMP') !== undefined;

/** Whether it has a message, or is such an entry. */
export const isLogEntry = (root: JsonNode): boolean => journalMessage(root) !== undefined || isJournalEntry(root);

function profileOf(root: JsonObject, native: Arch): JsonFound | undefined {
  const calls = profileCalls(root, native);
  return calls && { format: isOperators(root) ? 'spo' : isAdvised(root) ? 'inspektor-gadget' : 'oci-hook', ...calls };
}

/** advise_seccomp writes a rule's names before its action, and the three architectures of x86; the hook writes an empty `args` (encoding/json of types.Seccomp). */
function isAdvised(root: JsonObject): boolean {
  const rules = memberOf(root, 'syscalls');
  const [rule] = rules?.kind === 'array' ? rules.items : [];
  const keys = rule?.kind === 'object' ? rule.members.map(({ key }) => key.value) : [];
  return keys.join(' ') === 'names action' && memberOf(root, 'architectures') !== undefined;
}

/** The Security Profiles Operator's JSON enricher: a line for each process, with all its calls. */
function enriched(root: JsonObject, native: Arch): JsonFound | undefined {
  const names = memberOf(root, 'syscalls');
  if (names?.kind !== 'array' || !names.items.every(({ kind }) => kind === 'string')) return undefined;
  const { calls, unread } = listedCalls([names], native);
  const pid = numberOf(root, 'pid');
  return { format: 'spo', calls: calls.map((call) => ({ ...call, ...(pid !== undefined && { pid }) })), unread };
}

/** bpftrace -f json: `{"type": "map", "data": {"@": {"nginx,59": 12}}}`. */
function bpftraceMap(root: JsonObject, native: Arch): JsonFound | undefined {
  const type = stringOf(root, 'type');
  const data = memberOf(root, 'data');
  if (type === 'attached_probes') return { format: 'bpftrace', calls: [] };
  if (type === 'lost_events') return { format: 'bpftrace', calls: [], lost: (data && numberOf(data, 'events')) ?? 0 };
  if (type !== 'map' || data?.kind !== 'object') return undefined;
  const entries = data.members.flatMap(({ value }) => (value.kind === 'object' ? value.members : []));
  const read = entries.map(({ key, value }) => {
    const call = value.kind === 'number' ? mapEntry(key.value, native) : undefined;
    return { at: key, call: call && { ...call, count: countOf(value), at: key } };
  });
  return {
    format: 'bpftrace',
    calls: read.flatMap(({ call }) => (call === undefined ? [] : [call])),
    unread: read.flatMap(({ at, call }) => (call === undefined ? [at] : [])),
  };
}

const countOf = (node: JsonNode) =>
  node.kind === 'number' && /^\d{1,15}$/.test(node.digits) ? Number(node.digits) : 1;

/** Inspektor Gadget's events, of today's gadgets (`proc`, `SYS_UNSHARE`) and of the built-in ones before (`pid`, `comm`). */
function gadgetEvent(root: JsonObject, native: Arch): JsonFound | undefined {
  const name = stringOf(root, 'syscall');
  const raw = memberOf(root, 'syscall_raw');
  if (name === undefined && raw === undefined) return undefined;
  const named = name === undefined ? undefined : gadgetCall(name, native);
  const which = named ?? (raw?.kind === 'number' ? callNumbered(raw.digits, native) : undefined);
  if (which === undefined) return undefined;
  const seen = seenWord(stringOf(root, 'code') ?? '');
  const proc = memberOf(root, 'proc') ?? root;
  const comm = stringOf(proc, 'comm') ?? stringOf(proc, 'pcomm');
  const pid = numberOf(proc, 'pid');
  const parameters = memberOf(root, 'parameters');
  const args = parameters && gadgetArguments(parameters, name ?? '', which.arch);
  const result = gadgetResult(stringOf(root, 'ret') ?? '', which.arch);
  const count = memberOf(root, 'count');
  const call = {
    ...which,
    ...(seen && { seen }),
    ...(comm && { comm }),
    ...(pid !== undefined && { pid }),
    ...(args && { args }),
    ...(result && { result }),
    ...(count && { count: countOf(count) }),
  };
  return { format: 'inspektor-gadget', calls: [call] };
}

/** traceloop's parameters: a text, or a list of names with their values. */
function gadgetArguments(parameters: JsonNode, call: string, arch: Arch): FoundCall['args'] {
  if (parameters.kind === 'string') return namedArguments(call, arch, parametersIn(parameters.value));
  const items = parameters.kind === 'array' ? parameters.items : [];
  const given = items.map((item) => ({ name: stringOf(item, 'name') ?? '', value: stringOf(item, 'value') ?? '' }));
  return namedArguments(call, arch, given);
}

function stringOf(node: JsonNode | undefined, key: string): string | undefined {
  const value = memberOf(node, key);
  return value?.kind === 'string' ? value.value : undefined;
}

function numberOf(node: JsonNode, key: string): number | undefined {
  const value = memberOf(node, key);
  return value?.kind === 'number' && /^\d{1,10}$/.test(value.digits) ? Number(value.digits) : undefined;
}
