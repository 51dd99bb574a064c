import { tablesOf } from '#tables';
import file from '../../../content/data/constants/common.json' with { type: 'json' };
import type { Arch } from './architecture.ts';
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
