import {
  ARCHITECTURES,
  type Arch,
  architectureOf,
  type Call,
  nameOf,
  names,
  numberOf,
  X32_BIT,
} from '../linux/index.ts';
import { ARCHITECTURE, type Constraint, type Difference, holdsFor, NUMBER } from '../seccomp/regions/index.ts';
import type { ArgumentClass, Change, Numbers } from './Change.ts';

const LAST_NUMBER = 0xffffffff;
const ARGUMENTS = [0, 1, 2, 3, 4, 5] as const;

/** One for each ABI whose calls are in the region: x86_64 and x32 are one architecture to the kernel. `auditArch` left out: the region's own. */
export function changesOf(
  { common, a: before, b: after, witness }: Difference,
  auditArch = architectureIn(common),
): Change[] {
  const of = ARGUMENTS.flatMap((index): ArgumentClass[] => {
    const [lower, upper] = [common.get(2 * index), common.get(2 * index + 1)];
    return lower || upper ? [{ index, ...(lower && { lower }), ...(upper && { upper }) }] : [];
  });
  const number = common.get(NUMBER) ?? { first: 0, last: LAST_NUMBER, besides: [] };
  const abis = abisOf(auditArch);
  if (abis.length === 0)
    return [
      { arch: undefined, before, after, names: [], unnamed: [{ first: number.first, last: number.last }], of, witness },
    ];
  return abis.flatMap(({ arch, first, last }) => {
    const within = { ...number, first: Math.max(number.first, first), last: Math.min(number.last, last) };
    if (within.first > within.last) return [];
    const calls = callsWithin(arch, within);
    return [{ arch, before, after, ...calls, of, witness: witness && exampleOf(witness, arch, within, of) }];
  });
}

/** The one architecture that a region's calls have, if it is one. */
function architectureIn(common: Difference['common']): number | undefined {
  const { first, last } = common.get(ARCHITECTURE) ?? {};
  return first === last ? first : undefined;
}

/** The ABIs of an architecture of the kernel's, each with its numbers. */
function abisOf(auditArch: number | undefined): readonly ({ arch: Arch } & Numbers)[] {
  const x32 = architectureOf('SCMP_ARCH_X32').auditArch;
  return ARCHITECTURES.filter((each) => each.auditArch === auditArch).map(({ arch }) => {
    if (auditArch !== x32) return { arch, first: 0, last: LAST_NUMBER };
    return arch === 'SCMP_ARCH_X32'
      ? { arch, first: X32_BIT, last: LAST_NUMBER }
      : { arch, first: 0, last: X32_BIT - 1 };
  });
}

/** The calls of an ABI whose numbers are so, by name, and the numbers that are no call. */
function callsWithin(arch: Arch, within: Constraint): Pick<Change, 'names' | 'unnamed'> {
  const named: string[] = [];
  const unnamed: Numbers[] = [];
  let next = within.first;
  const skip = (to: number) => {
    if (next <= to) unnamed.push({ first: next, last: to });
  };
  for (const number of numbersOf(arch)) {
    if (number < within.first || number > within.last) continue;
    skip(number - 1);
    next = number + 1;
    const name = nameOf(arch, number);
    if (name !== undefined && holdsFor(within, number)) named.push(name);
  }
  skip(within.last);
  return { names: named, unnamed };
}

const numbersOf = (arch: Arch): readonly number[] => names(arch).flatMap((name) => numberOf(arch, name) ?? []);

/** One of the calls of an ABI, one that has a name where there is one, with the arguments that count. */
function exampleOf(witness: Call, arch: Arch, within: Constraint, of: readonly ArgumentClass[]): Call {
  const named = numbersOf(arch).find((number) => holdsFor(within, number));
  const args = witness.args.slice(0, Math.max(-1, ...of.map(({ index }) => index)) + 1);
  return { arch, syscall: named ?? within.first, args };
}

/** Calls of one ABI with the same answers and the same arguments are one change. */
export function joined(changes: readonly Change[]): Change[] {
  const alike = Map.groupBy(changes, ({ arch, before, after, of }) => JSON.stringify([arch, before, after, of]));
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const shown = same.find((each) => each.names.length > 0) ?? first;
    return [
      {
        ...first,
        names: same.flatMap((each) => each.names),
        unnamed: same.flatMap(({ unnamed }) => unnamed),
        witness: shown.witness,
      },
    ];
  });
}
