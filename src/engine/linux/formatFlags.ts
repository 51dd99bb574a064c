import { tablesOf } from '#tables';
import file from '../../../content/data/constants/common.json' with { type: 'json' };
import type { Arch } from './architecture.ts';
import { LOW_32 } from './goNumber.ts';
import type { OwnConstants } from './tables/FamilyTables.ts';

/** The names that one argument of some calls is asked with: content/data/constants/common.json says from which headers. */
export type ConstantSetName = keyof typeof file.sets;

export interface ConstantSet {
  name: ConstantSetName;
  /** Whether values join by `|` or stand alone. */
  kind: 'bits' | 'values';
  /** In a set of bits: the bits that hold one value of several, such as open's access mode; else 0n. */
  field: bigint;
  /** In the headers' order, as unsigned 64-bit values. */
  values: ReadonlyMap<string, bigint>;
}

interface CommonSet {
  kind: string;
  field?: number;
  values: Readonly<Record<string, number>>;
}

interface Constants {
  sets: ReadonlyMap<ConstantSetName, ConstantSet>;
  values: ReadonlyMap<string, bigint>;
}

/** Every set there is. */
export const CONSTANT_SETS: readonly ConstantSetName[] = setNames();

// @__NO_SIDE_EFFECTS__
function setNames(): ConstantSetName[] {
  return Object.keys(file.sets) as ConstantSetName[];
}

/** What was read of each architecture's file; it only grows. */
const READ = /* @__PURE__ */ new Map<OwnConstants, Constants>();

function constantsOf(arch: Arch): Constants {
  const own = tablesOf(arch).constants;
  const known = READ.get(own);
  if (known !== undefined) return known;
  const sets = new Map(CONSTANT_SETS.map((name) => [name, readSet(name, own)]));
  const read = { sets, values: new Map([...sets.values()].flatMap((set) => [...set.values])) };
  READ.set(own, read);
  return read;
}

function readSet(name: ConstantSetName, own: OwnConstants): ConstantSet {
  const { kind, field = 0, values }: CommonSet = file.sets[name];
  const entries = Object.entries<number | null>({ ...values, ...own[name] });
  return {
    name,
    kind: kind === 'bits' ? 'bits' : 'values',
    field: BigInt(field),
    values: new Map(
      entries.flatMap(([constant, value]) =>
        value === null ? [] : [[constant, BigInt.asUintN(64, BigInt(value))] as const],
      ),
    ),
  };
}

/** A set with the values that it has on an ABI. */
export function constantSet(name: ConstantSetName, arch: Arch): ConstantSet {
  return constantsOf(arch).sets.get(name) ?? readSet(name, {});
}

/** The value of a constant on an ABI, from 0 to 2^64 - 1 (AT_FDCWD as two's complement); undefined for a name of no set. */
export function constantValue(name: string, arch: Arch): bigint | undefined {
  return constantsOf(arch).values.get(name);
}

/** Every constant that has a value on an ABI. */
export function constantNames(arch: Arch): readonly string[] {
  return [...constantsOf(arch).values.keys()];
}

/**
 * A value in the words of a set: `CLONE_NEWUSER|SIGCHLD`, `AF_VSOCK`, `O_RDWR|O_CREAT`. Bits without a name stand last, as hexadecimal; a value
 * without any name is hexadecimal alone, except that small ones (below 10) are as they are. `bits` is how much of the register the kernel reads
 * (Parameter.bits): in 32 of them AT_FDCWD is 0xffffff9c.
 */
export function formatFlags(value: bigint, set: ConstantSet, bits: 32 | 64 = 64): string {
  return bits === 64 ? words(value, set) : words(BigInt.asUintN(32, value), lowerHalf(set));
}

function lowerHalf(set: ConstantSet): ConstantSet {
  const values = [...set.values].filter(([, value]) => value <= LOW_32 || BigInt.asIntN(64, value) < 0n);
  return { ...set, values: new Map(values.map(([name, value]) => [name, value & LOW_32])) };
}

function words(value: bigint, set: ConstantSet): string {
  if (set.kind === 'values') return nameOfValue(set, value) ?? plain(value);
  const names: string[] = [];
  let rest = value;
  // A name for more than one bit (O_SYNC, O_TMPFILE) goes before the names of its parts.
  const flags = [...set.values].filter(([, bits]) => bits !== 0n && (bits & set.field) === 0n);
  for (const [name, bits] of flags.sort((a, b) => countBits(b[1]) - countBits(a[1]))) {
    if ((rest & bits) !== bits) continue;
    names.push(name);
    rest &= ~bits;
  }
  names.sort((a, b) => order(set, a) - order(set, b));
  const inField = value & set.field;
  const fieldName = nameOfValue(set, inField);
  if (fieldName !== undefined && (set.field !== 0n || value === 0n)) {
    rest &= ~set.field;
    if (leadsWithField(set)) names.unshift(fieldName);
    else names.push(fieldName);
  }
  if (rest !== 0n) names.push(plain(rest));
  return names.length === 0 ? plain(value) : names.join('|');
}

function nameOfValue(set: ConstantSet, value: bigint): string | undefined {
  for (const [name, candidate] of set.values) if (candidate === value) return name;
  return undefined;
}

/** clone's signal comes last, as people write it; an access mode, a socket type or a mapping's kind comes first. */
const leadsWithField = (set: ConstantSet) => set.name !== 'clone';

const order = (set: ConstantSet, name: string) => [...set.values.keys()].indexOf(name);

const plain = (value: bigint) => (value < 10n ? String(value) : `0x${value.toString(16)}`);

const countBits = (value: bigint) => value.toString(2).replaceAll('0', '').length;

/** An argument or another number of a call as people read it: decimal within the first page of memory, `0x` and hexadecimal from 4096 up. */
export const formatNumber = (value: bigint | number): string =>
  value < 4096 ? String(value) : `0x${value.toString(16)}`;
