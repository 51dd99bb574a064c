import type { ConstantSet } from './constants.ts';
import { LOW_32 } from './limits.ts';

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
