import {
  ALL_BITS,
  type Arch,
  architectureOf,
  argumentSet,
  type Call,
  constantSet,
  constantValue,
  formatFlags,
  formatNumber,
  LOW_32,
  nameOf,
  parametersOf,
  registerBits,
} from '../../linux/index.ts';
import type { Finding } from '../filter/libseccomp/canHold.ts';
import type { Halves } from '../filter/libseccomp/reachableAnswers.ts';
import { callPage, type Intent, intents, type Need, type StepPattern, socketIntent, type Way } from './intents.ts';

/** A call as parseCall reads it, with its ABI: `x86: socketcall(SYS_SOCKET, 0)`; constants by name where the value is theirs, `..` for what is left out. */
export function formatCall({ arch, syscall, args, leftOut }: Call): string {
  const name = nameOf(arch, syscall) ?? String(syscall);
  const written = args.map((value, index) => {
    return leftOut?.includes(index) ? '..' : formatArgument(arch, name, index, value);
  });
  return `${architectureOf(arch).token}: ${name}${written.length === 0 ? '' : `(${written.join(', ')})`}`;
}

/** The value of one argument of a call: by the names of constants where all of it has names, else as a number. */
export function formatArgument(arch: Arch, name: string, index: number, value: bigint): string {
  const set = argumentSet(name, index);
  if (set === undefined) return formatNumber(value);
  const known = formatFlags(value, constantSet(set, arch), registerBits(arch));
  return /^[A-Z]\w*(?:\|[A-Z]\w*)*$/.test(known) ? known : formatNumber(value);
}

const LOW_16 = 0xffffn;

/** umode_t is unsigned short, and so are the ids of the first calls. */
const TYPES_16 = /^(?:umode_t|old_[gu]id_t)$/;

/** What the kernel reads though the type has more bits. */
const READ_LESS: Readonly<Record<string, Readonly<Record<string, bigint>>>> = {
  // ipc/syscall.c, SYSCALL_DEFINE6(ipc): the upper half of call is a version.
  ipc: { call: LOW_16 },
};

/** The bits of an argument that the kernel reads, after its C type: an int's are 32 of the 64 that the filter sees. */
export function kernelBits(arch: Arch, call: string, index: number): bigint {
  const parameter = parametersOf(arch, call)?.[index];
  if (parameter === undefined) return ALL_BITS;
  const less = Object.hasOwn(READ_LESS, call) ? READ_LESS[call]?.[parameter.name] : undefined;
  if (less !== undefined) return less;
  if (TYPES_16.test(parameter.type)) return LOW_16;
  return parameter.bits === 32 ? LOW_32 : ALL_BITS;
}

/** Whether the argument is an address: the filter compares where it lies, never what lies there. */
export function isPointer(arch: Arch, call: string, index: number): boolean {
  const type = parametersOf(arch, call)?.[index]?.type ?? '';
  return type.endsWith('*') || /^(?:const )?cap_user_(?:header|data)_t$|^__sighandler_t$/.test(type);
}

/** Where an argument stands on an ABI that stands at `index` on x86_64: on s390, clone's flags are its second (clone(2)). */
export function argumentAt(arch: Arch, call: string, index: number): number {
  if (call !== 'clone' || index > 1) return index;
  const flags = parametersOf(arch, call)?.findIndex(({ name }) => name === 'clone_flags') ?? 0;
  return flags === 1 ? 1 - index : index;
}

/**
 * What a call does, as an intent: the call itself with the arguments that were given, on every ABI, and the other ways of the table's most
 * particular intents that it serves, that by the same call with other arguments among them. Arguments that weren't given may be anything.
 */
export function intentOfCall(call: Call): Intent {
  const name = nameOf(call.arch, call.syscall) ?? String(call.syscall);
  const words = formatCall(call).replace(/^[^:]*: /, '');
  const served = servedBy(call, name);
  const known = served.flatMap(({ ways }) => ways).find(({ id }) => id === name);
  const same = sameCall(call, name, words, known);
  const ways = new Map([[same.id, same]]);
  for (const { id: end, ways: others } of served) {
    for (const way of others) {
      const { id: beside } = way;
      // Two ends may be had by one call, with arguments of their own.
      const id = `${beside}-to-${end}`;
      if (ways.has(beside)) ways.set(id, { ...way, id, beside });
      else ways.set(beside, way);
    }
  }
  return {
    id: words,
    words,
    examples: [formatCall(call)],
    ways: [...ways.values()],
    serves: served.map((intent) => intent.words),
  };
}

/** The call with its arguments as given; `known` is the table's way by the same call, if it has one. */
function sameCall(call: Call, name: string, words: string, known: Way | undefined): Way {
  const parameters = parametersOf(call.arch, name);
  const needs = call.args.flatMap((value, index): Need | [] => {
    if (call.leftOut?.includes(index)) return [];
    const parameter = parameters?.[index]?.name;
    return { index, kind: 'is', value, ...(parameter !== undefined && { parameter }) };
  });
  const nameless = nameOf(call.arch, call.syscall) === undefined;
  return {
    id: name,
    // A number without a name is another call on another ABI.
    steps: [{ call: nameless ? formatCall(call) : words, needs }],
    effect: known?.effect ?? 'The kernel does the same on every ABI.',
    barriers: known?.barriers ?? [],
    sources: known?.sources ?? (nameless ? [] : [callPage(name)]),
  };
}

/** The intents of the table that the call serves, those alone that ask most of its arguments. */
function servedBy(call: Call, name: string): readonly Intent[] {
  const family = name === 'socket' && call.args.length > 0 ? BigInt.asUintN(32, call.args[0] ?? 0n) : undefined;
  const anyOfFamily = family === undefined ? [] : [socketIntent(family)];
  const known = [...intents(), ...anyOfFamily];
  const served = known.flatMap((intent) =>
    intent.ways.flatMap(({ steps: [step, more] }) =>
      step === undefined || more !== undefined || !fulfils(call, name, step)
        ? []
        : [{ intent, asked: step.needs.length }],
    ),
  );
  const most = Math.max(...served.map(({ asked }) => asked));
  const closest = [...new Set(served.filter(({ asked }) => asked === most).map(({ intent }) => intent))];
  // A family that the table has by name is not told of a second time.
  const named = closest.filter((intent) => !anyOfFamily.includes(intent));
  const left = named.length > 0 ? named : closest;
  // A call that is a means to many ends (io_uring_setup) is asked about for its own.
  const own = left.filter(({ examples }) => examples.some((example) => /^\w+/.exec(example)?.[0] === name));
  return own.length > 0 ? own : left;
}

/** Whether a call is the step: its name, and the arguments as the kernel reads them. Arguments left out are 0. */
function fulfils({ arch, args }: Call, name: string, { call, needs }: StepPattern): boolean {
  if (/^\w+/.exec(call)?.[0] !== name) return false;
  return needs.every(({ index, kind, value, mask }) => {
    const at = argumentAt(arch, name, index);
    const read = mask ?? kernelBits(arch, name, at);
    const wanted = typeof value === 'bigint' ? value : constantValue(value, arch);
    if (wanted === undefined) return false;
    const given = (args[at] ?? 0n) & read;
    const bits = wanted & read;
    if (kind === 'is' || kind === 'isnt') return (given === bits) === (kind === 'is');
    if (kind === 'has') return (given & bits) === bits;
    return ((given & bits) === 0n) === (kind === 'lacks');
  });
}

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
