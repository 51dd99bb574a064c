import { type Arch, abisOn, architectureOf, isLoaded, nameOf, numberOf, syscallsOf } from '../../linux/index.ts';
import { recordedArch } from '../recordedArch.ts';
import type { TracedCall } from '../Trace.ts';

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
export function callBeginning(start: string, native: Arch): WhichCall | undefined {
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
