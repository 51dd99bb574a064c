import { ALL_BITS, type Arch, constantValue, LOW_32, parametersOf, registerBits } from '../../linux/index.ts';
import type { Finding } from '../filter/libseccomp/canHold.ts';
import type { Halves } from '../filter/libseccomp/reachableAnswers.ts';
import type { Need } from './Intent.ts';
import { argumentAt, isPointer, kernelBits } from './kernelBits.ts';

const MOST_ARGUMENTS = 6;
/** No kernel maps a page of a program higher: Documentation/arch/x86/x86_64/5level-paging.rst, 56 bits. */
const HIGHEST_ADDRESS = 1n << 56n;

/** Addresses that may be bad, by call. */
const MAY_BE_BAD: Readonly<Record<string, readonly number[]>> = {
  // kernel/fork.c, kernel_clone and schedule_tail: that an id could not be written there is passed over.
  clone: [2, 3, 4],
  // kernel/bpf/syscall.c, __sys_bpf: attr_common is read for a command with BPF_COMMON_ATTRS alone.
  bpf: [3],
};

/**
 * What the arguments of a call must be to do what it is asked for. `wide`: bits that the kernel doesn't read may be anything; else they are 0,
 * as C passes them. Undefined where the ABI lacks a constant.
 */
export function halvesOf(arch: Arch, call: string, needs: readonly Need[], wide: boolean): Halves | undefined {
  const halves = new Map<number, Finding[]>();
  const whole = registerBits(arch) === 64;
  for (let index = 0; index < MOST_ARGUMENTS; index++) {
    const read = kernelBits(arch, call, index);
    const unread = wide ? 0n : ALL_BITS & ~read;
    // Registers of 32 bits have no upper half; a 64-bit type there stands in two.
    add(halves, index, whole ? unread : unread | ~LOW_32, 0n, true);
    if (isPointer(arch, call, index) && !MAY_BE_BAD[call]?.includes(index))
      add(halves, index, ALL_BITS & ~(HIGHEST_ADDRESS - 1n), 0n, true);
  }
  for (const need of needs) {
    const { kind, value, mask } = need;
    const at = placeOf(arch, call, need);
    if (at === undefined) continue;
    const wanted = typeof value === 'bigint' ? value : constantValue(value, arch);
    if (wanted === undefined) return undefined;
    const read = (mask ?? kernelBits(arch, call, at)) & (whole ? ALL_BITS : LOW_32);
    const bits = wanted & read;
    if (kind === 'is') add(halves, at, read, bits, true);
    else if (kind === 'has') add(halves, at, bits, bits, true);
    else if (kind === 'lacks') add(halves, at, bits, 0n, true);
    else if (!differs(halves, at, kind === 'any' ? bits : read, kind === 'any' ? 0n : bits)) return undefined;
  }
  return halves;
}

/** Where the argument stands on the ABI; undefined where the ABI passes no such argument: what it should be then is in memory. */
function placeOf(arch: Arch, call: string, { index, parameter }: Need): number | undefined {
  const parameters = parametersOf(arch, call);
  if (parameters === undefined) return argumentAt(arch, call, index);
  const at =
    parameter === undefined ? argumentAt(arch, call, index) : parameters.findIndex(({ name }) => name === parameter);
  return at >= 0 && at < parameters.length ? at : undefined;
}

/** `argument & mask` equals `value`, in each half that the mask touches. */
function add(halves: Map<number, Finding[]>, index: number, mask: bigint, value: bigint, held: boolean): void {
  for (const upper of [0, 1]) {
    const part = partOf(mask, upper);
    if (part === 0) continue;
    const half = index * 2 + upper;
    const findings = halves.get(half) ?? [];
    findings.push({ op: 'EQ', mask: part, datum: (partOf(value, upper) & part) >>> 0, held });
    halves.set(half, findings);
  }
}

/** `argument & mask` is not `value`: the halves are searched apart from each other, so only one half can tell it. */
function differs(halves: Map<number, Finding[]>, index: number, mask: bigint, value: bigint): boolean {
  if (mask >> 32n !== 0n && (mask & LOW_32) !== 0n) return false;
  add(halves, index, mask, value, false);
  return true;
}

const partOf = (value: bigint, upper: number) => Number(BigInt.asUintN(32, upper ? value >> 32n : value));
