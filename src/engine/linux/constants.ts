import file from '../../../content/data/constants.json' with { type: 'json' };
import type { Arch } from './Arch.ts';

/** The names that one argument of some calls is asked with: content/data/constants.json says from which headers. */
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

interface SetFile {
  kind: string;
  field: number;
  values: Readonly<Record<string, number>>;
  x86: Readonly<Record<string, number>>;
  arm64: Readonly<Record<string, number>>;
}

const SETS: Readonly<Record<ConstantSetName, SetFile>> = file.sets;
const NAMES = /* @__PURE__ */ Object.keys(SETS) as ConstantSetName[];

/** Architectures that share their headers share their constants: x86_64, 32-bit x86 and x32 are one. */
type Family = 'x86' | 'arm64';

const familyOf = (arch: Arch): Family => (arch === 'SCMP_ARCH_AARCH64' ? 'arm64' : 'x86');

function readSet(name: ConstantSetName, family: Family): ConstantSet {
  const { kind, field, values, [family]: own } = SETS[name];
  const entries = Object.entries({ ...values, ...own });
  return {
    name,
    kind: kind === 'bits' ? 'bits' : 'values',
    field: BigInt(field),
    values: new Map(entries.map(([constant, value]) => [constant, BigInt.asUintN(64, BigInt(value))])),
  };
}

// @__NO_SIDE_EFFECTS__
function readFamily(family: Family) {
  const sets = new Map(NAMES.map((name) => [name, readSet(name, family)]));
  const values = new Map([...sets.values()].flatMap((set) => [...set.values]));
  return { sets, values };
}

const FAMILIES = { x86: readFamily('x86'), arm64: readFamily('arm64') };

/** Every set there is. */
export const CONSTANT_SETS: readonly ConstantSetName[] = NAMES;

/** A set with the values that it has on an ABI. */
export function constantSet(name: ConstantSetName, arch: Arch): ConstantSet {
  const family = familyOf(arch);
  return FAMILIES[family].sets.get(name) ?? readSet(name, family);
}

/** The value of a constant on an ABI, from 0 to 2^64 - 1 (AT_FDCWD as two's complement); undefined for a name of no set. */
export function constantValue(name: string, arch: Arch): bigint | undefined {
  return FAMILIES[familyOf(arch)].values.get(name);
}
