import {
  ARCHITECTURES,
  type Arch,
  architectureOf,
  isLoaded,
  nameOf,
  numberOf,
  readArch,
  subArchitectures,
  syscallsOf,
} from '../../linux/index.ts';
import type { TracedCall } from '../Trace.ts';

/** Which call it is. */
export type WhichCall = Pick<TracedCall, 'arch' | 'syscall'>;

const LARGEST = 0xffffffff;

/**
 * A call by its name on a machine: of the first of its ABIs that has it, as a profile's names count for all of them. Undefined for a name that none of
 * these has, or whose tables are not loaded.
 */
export function callNamed(name: string, native: Arch): WhichCall | undefined {
  for (const arch of [native, ...subArchitectures(native)]) {
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
  return { arch: abiOf(architectureOf(native).auditArch, number) ?? native, syscall: number >>> 0 };
}

/** The same for a number that the ABI must have a call for. */
export function knownNumber(digits: string, native: Arch): WhichCall | undefined {
  const call = callNumbered(digits, native);
  const isKnown = call !== undefined && isLoaded(call.arch) && nameOf(call.arch, call.syscall) !== undefined;
  return isKnown ? call : undefined;
}

/** The only call of a machine whose name begins so, or is so: what is left of a name that a table cut off. */
export function callBeginning(start: string, native: Arch): WhichCall | undefined {
  const names = isLoaded(native) ? syscallsOf(native).names.filter((name) => name.startsWith(start)) : [];
  const [only] = names.includes(start) ? [start] : names.length === 1 ? names : [];
  return only === undefined ? undefined : callOf(only, native);
}

/**
 * The call of an audit record, whose architecture is linux/audit.h's number, which several ABIs may share, or one of auparse's words (`armeb`,
 * `unknown-elf-type(80000008)`), and its call a number, a name or `unknown-syscall(435)`. Undefined where either is not known.
 */
export function callRecorded(machine: string, call: string): WhichCall | undefined {
  const audit = /^(?:0x|unknown-elf-type\()?([\da-f]{8})\)?$/i.exec(machine)?.[1];
  const digits = /^(?:unknown-syscall\()?(-?\d{1,10})\)?$/.exec(call)?.[1];
  if (audit !== undefined) {
    const number = digits === undefined ? 0 : Number(digits);
    const arch = abiOf(Number.parseInt(audit, 16), number);
    if (arch === undefined) return undefined;
    return digits === undefined ? callOf(call, arch) : { arch, syscall: number >>> 0 };
  }
  const arch = readArch(machine.startsWith('arm') && !/^arm64/.test(machine) ? 'arm' : machine);
  if (arch === undefined) return undefined;
  if (digits !== undefined) return callNumbered(digits, arch);
  return callOf(call.replace(/\(\w+\)$/, ''), arch);
}

/** The ABI of an AUDIT_ARCH that a number is a call of: the last whose numbers begin below it. */
function abiOf(audit: number, number: number): Arch | undefined {
  const sharing = ARCHITECTURES.filter(({ auditArch }) => auditArch === audit);
  return (sharing.findLast(({ syscallBase }) => number >= syscallBase) ?? sharing[0])?.arch;
}
