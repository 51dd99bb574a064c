import type { Arch } from '../../linux/index.ts';
import { type Found, type FoundCall, type Line, type LineReader, NO_CALL } from '../LineReader.ts';
import { callNamed, knownNumber } from './callNamed.ts';

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
export function mapEntry(keys: string, native: Arch): FoundCall | undefined {
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
