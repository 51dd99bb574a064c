import { tablesOf } from '#tables';
import file from '../../../content/data/syscalls/names.json' with { type: 'json' };
import { type Arch, architectureOf } from './architecture.ts';
import { does } from './differences.ts';
import { knownSince, lacksNumber } from './libseccomp.ts';
import { mapOf } from './mapOf.ts';
import type { SyscallTable } from './tables/FamilyTables.ts';
import { BEGAN_LIBSECCOMP } from './tables/OlderLibseccomp.ts';

// All of these throw a RangeError where a page has not loaded the ABI's family (loadTables).

/** The system calls of an ABI. */
export function syscallsOf(arch: Arch): SyscallTable {
  return tablesOf(arch).syscalls;
}

/** The number of a call as seccomp_data.nr (x32: with bit 30); undefined where the ABI lacks the call. */
export function numberOf(arch: Arch, name: string): number | undefined {
  return syscallsOf(arch).numberOf(name);
}

/** The name of the call with this seccomp_data.nr; undefined where the ABI has none. */
export function nameOf(arch: Arch, number: number): string | undefined {
  return syscallsOf(arch).nameOf(number);
}

/** The names of an ABI's calls, by number. */
export function names(arch: Arch): readonly string[] {
  return syscallsOf(arch).names;
}

/** libseccomp, seccomp.h __NR_SCMP_ERROR: the answer for a name that it doesn't know on any ABI. */
export const NR_SCMP_ERROR = -1;

const PSEUDO = mapOf<number | null>(file.pseudo);
const SHARED = mapOf<string>(file.shared);

// Where no release of libseccomp is named, it is the one that links began with.

/** Whether libseccomp knows the name on any ABI, so that a rule on it is at least no mistake. */
export function isKnownName(name: string, libseccomp: string = BEGAN_LIBSECCOMP): boolean {
  return PSEUDO.has(name) && knownSince(name, libseccomp) === undefined;
}

/** Every name that libseccomp knows, sorted. */
export function knownNames(libseccomp: string = BEGAN_LIBSECCOMP): readonly string[] {
  return [...PSEUDO.keys()].filter((name) => knownSince(name, libseccomp) === undefined);
}

/** The libseccomp pseudo number of a name (negative), for ABIs that lack the call or multiplex it; undefined where every ABI has it. */
export function pseudoNumber(name: string): number | undefined {
  return PSEUDO.get(name) ?? undefined;
}

/** Whether the name is one of the calls that `socketcall` (pseudo numbers -101 to -120) or `ipc` (-201 to -224) reaches where an ABI has these. */
export function isMultiplexedName(name: string): boolean {
  return (pseudoNumber(name) ?? Number.NEGATIVE_INFINITY) > -1000;
}

/** Whether libseccomp adds rules on `socketcall` and `ipc` for the calls that these reach on the ABI. */
export function isMultiplexed(arch: Arch, libseccomp: string = BEGAN_LIBSECCOMP): boolean {
  if (!syscallsOf(arch).multiplexed) return false;
  const isLater = arch === 'SCMP_ARCH_PPC' || architectureOf(arch).family === 'mips';
  return !isLater || does('libseccomp-multiplexes-ppc-mips', libseccomp);
}

/**
 * What libseccomp's seccomp_syscall_resolve_name_arch answers: the real number; a negative pseudo number where the ABI lacks the call or
 * reaches it by `socketcall` or `ipc` as well; NR_SCMP_ERROR for a name it doesn't know.
 */
export function resolveName(arch: Arch, name: string, libseccomp: string = BEGAN_LIBSECCOMP): number {
  if (knownSince(name, libseccomp) !== undefined) return NR_SCMP_ERROR;
  const isPseudo = (isMultiplexedName(name) && isMultiplexed(arch, libseccomp)) || lacksNumber(arch, name, libseccomp);
  const real = isPseudo ? undefined : syscallsOf(arch).numberOf(name);
  return real ?? pseudoNumber(name) ?? NR_SCMP_ERROR;
}

/** Of the two names that share a pseudo number, the one that libseccomp's table has first is another in some releases. */
function firstOf(shared: string, libseccomp: string): string {
  if (shared !== 'sys_debug_setcontext') return shared;
  const isOther =
    does('libseccomp-finds-switch-endian', libseccomp) && !does('libseccomp-finds-setcontext', libseccomp);
  return isOther ? 'switch_endian' : shared;
}

/**
 * The name under which libseccomp looks for a rule's call on other architectures than the native one (arch.c arch_syscall_translate): it has only
 * the native number by then, and of names that share a pseudo number it finds the first.
 */
export function nameByNativeNumber(native: Arch, name: string, libseccomp: string = BEGAN_LIBSECCOMP): string {
  const number = pseudoNumber(name);
  const shared = number === undefined ? undefined : SHARED.get(String(number));
  const isHere = (each: string) => resolveName(native, each, libseccomp) === number;
  return shared !== undefined && isHere(name) && isHere(shared) ? firstOf(shared, libseccomp) : name;
}

/** libseccomp, syscalls.c: pseudo numbers -101 to -120 are socketcall's calls, -201 to -224 ipc's. */
const MULTIPLEXERS = [
  { name: 'socketcall', base: 100 },
  { name: 'ipc', base: 200 },
] as const;

/** A call by which some 32-bit ABIs reach others, and the first argument that says which: `socketcall(1)` is `socket`. */
export interface Multiplexer {
  name: 'socketcall' | 'ipc';
  argument: bigint;
}

/** The call by which some 32-bit ABIs reach this one; undefined for calls that none reaches. */
export function multiplexerOf(name: string): Multiplexer | undefined {
  return multiplexerOfNumber(pseudoNumber(name) ?? 0);
}

/** The same for a call's pseudo number. */
export function multiplexerOfNumber(pseudo: number): Multiplexer | undefined {
  const through = MULTIPLEXERS.find(({ base }) => pseudo < -base && pseudo > -base - 100);
  return through && { name: through.name, argument: BigInt(-pseudo - through.base) };
}
