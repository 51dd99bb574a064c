import {
  ARCHITECTURES,
  type Arch,
  abisOn,
  architectureOf,
  type Call,
  nameOf,
  names,
  numberOf,
  X32_BIT,
} from '../linux/index.ts';
import type { Answer, Filter, Program } from '../seccomp/index.ts';
import {
  ARCHITECTURE,
  type Constraint,
  type Decider,
  type Difference,
  differences,
  filterDecider,
  holdsFor,
  NUMBER,
  onArchitecture,
  programDecider,
} from '../seccomp/regions/index.ts';

/** What the values of one argument have in common, by its halves; one that is not here is anything. */
export interface ArgumentClass {
  /** The argument, from 0. */
  index: number;
  lower?: Constraint;
  upper?: Constraint;
}

/** Numbers of calls, `last` included. */
export interface Numbers {
  first: number;
  last: number;
}

/** Calls of one ABI that get another answer after a change than before, all of them alike. */
export interface Change {
  /** Undefined: an architecture that neither filter has rules for, or that is not known here. */
  arch: Arch | undefined;
  before: Answer;
  after: Answer;
  /** The calls that have a name, in the order of their numbers. */
  names: readonly string[];
  /** Numbers between them and beyond, which are no call that is known here. */
  unnamed: readonly Numbers[];
  /** What their arguments have in common; empty where these don't count. */
  of: readonly ArgumentClass[];
  /** One of these calls; undefined where all are of architectures that are not known here. */
  witness: Call | undefined;
}

/** All that differs between two filters. */
export interface Comparison {
  changes: readonly Change[];
  /** False where there was too much to look at: then a call that is not among the changes may differ, too. */
  isWhole: boolean;
}

const LAST_NUMBER = 0xffffffff;
const ARGUMENTS = [0, 1, 2, 3, 4, 5] as const;

/** One for each ABI whose calls are in the region: x86_64 and x32 are one architecture to the kernel. `auditArch` left out: the region's own. */
function changesOf({ common, a: before, b: after, witness }: Difference, auditArch = architectureIn(common)): Change[] {
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
function joined(changes: readonly Change[]): Change[] {
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

/** Calls of one ABI that a program answers alike. */
export interface Answered extends Pick<Change, 'names' | 'unnamed' | 'of'> {
  arch: Arch;
  answer: Answer;
}

/** What a program does with every call of its machine's ABIs. */
export interface Answers {
  answered: readonly Answered[];
  /** False where there was too much to look at. */
  isWhole: boolean;
}

/** Gives an answer that no program gives, so that every region of calls is told as a difference. */
const NO_ANSWER: Decider = () => ({ answer: -1 });

/**
 * What a program that the kernel takes answers to all calls of its machine, the machine's own ABI first: found by following it over all numbers and arguments at once. Undefined for
 * one with instructions that no compiler of filters writes.
 */
export function answersOf(program: Program): Answers | undefined {
  const decider = programDecider(program);
  if (decider === undefined) return undefined;
  const abis = abisOn(program.arch);
  const found = [...new Set(abis.map((arch) => architectureOf(arch).auditArch))].map((auditArch) => {
    const { differences: regions, isWhole } = differences(onArchitecture(decider, auditArch), NO_ANSWER);
    return { changes: joined(regions.flatMap((region) => changesOf(region, auditArch))), isWhole };
  });
  const answered = found.flatMap(({ changes }) =>
    changes.flatMap(({ arch, before: answer, names, unnamed, of }): Answered[] =>
      arch !== undefined && abis.includes(arch) ? [{ arch, answer, names, unnamed, of }] : [],
    ),
  );
  return {
    answered: answered.sort((a, b) => abis.indexOf(a.arch) - abis.indexOf(b.arch)),
    isWhole: found.every(({ isWhole }) => isWhole),
  };
}

/**
 * What differs in effect between two filters: every call, with every value of its arguments, that the second answers otherwise than the first, by ABI, the machine's own first. It is
 * found by following both over all calls at once (`differences`), never by trying calls or by comparing texts.
 */
export const compare = (before: Filter, after: Filter): Comparison =>
  between(filterDecider(before), filterDecider(after), before.target.arch);

/** The same between a filter and a program that the kernel takes; undefined for one with instructions that no compiler of filters writes. */
export function compareProgram(before: Filter, after: Program): Comparison | undefined {
  const decider = programDecider(after);
  return decider && between(filterDecider(before), decider, before.target.arch);
}

function between(before: Decider, after: Decider, own: Arch): Comparison {
  const { differences: found, isWhole } = differences(before, after);
  const changes = joined(found.flatMap((difference) => changesOf(difference)));
  return { changes: changes.sort((one, other) => Number(other.arch === own) - Number(one.arch === own)), isWhole };
}
