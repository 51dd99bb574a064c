import { ARCHITECTURES, architectureOf, type Call, WORD_BITS, X32_BIT } from '../../linux/index.ts';
import type { Program } from '../bpf/run.ts';
import { type Answer, answerOf, returnValueOf } from '../filter/answers.ts';
import { type Accumulator, isBlock, type Target } from '../filter/libseccomp/Block.ts';
import { accumulatorIn } from '../filter/libseccomp/walk.ts';
import { type NumberRange, numberRanges } from '../filter/numberRanges.ts';
import { BAD_ARCH, type Filter } from '../filter/wholeCall.ts';
import {
  ARCHITECTURE,
  type Asking,
  type Decider,
  isAnswer,
  NUMBER,
  type Part,
  type Place,
  programDecider,
} from './Bounds.ts';
import { type Constraint, constraintOf } from './Constraint.ts';
import { agrees, type Budget, isDecided, type Known, learnt, NOTHING_KNOWN } from './Known.ts';

/** Calls that two deciders answer differently, each of them alike for all of these. */
export interface Difference {
  /** By part: what the calls have in common; a part that is not here is anything. */
  common: ReadonlyMap<Part, Constraint>;
  a: Answer;
  b: Answer;
  /** One of these calls; undefined where all are of architectures that Linux doesn't have, or that are not known here. */
  witness: Call | undefined;
}

export interface Differences {
  differences: readonly Difference[];
  /** Regions of calls that were looked at, in each of which both give one answer: together they are all calls, if `isWhole`. */
  regions: number;
  /** False where the work got too much before all calls were looked at, or `most` differences were found. */
  isWhole: boolean;
}

/** Comparisons followed, and steps of searches for a value, before it ends; a filter of a thousand instructions needs a few thousand. */
const MOST_WORK = 10_000_000;
/** Of a difference that is told, for what it takes to keep it and to put it into words. */
const TELLING = 100;

/** A region that is being looked at: where both deciders have got with it, and what is known of each part of its calls. */
interface Region {
  a: Place;
  b: Place;
  known: ReadonlyMap<Part, Known>;
}

/**
 * All calls that two deciders answer differently, as regions. Both are followed path by path over all architectures, all 2^32 numbers and all values of the
 * arguments at once; a path is left where no value of a part agrees with what its comparisons have found, which is exact, masks included. So without a
 * difference they are equal.
 */
export function differences(a: Decider, b: Decider, most = Number.POSITIVE_INFINITY): Differences {
  const found: Difference[] = [];
  let regions = 0;
  const budget: Budget = { left: MOST_WORK };
  const waiting: Region[] = [{ a: a(), b: b(), known: new Map() }];
  for (let region = waiting.pop(); region !== undefined; region = waiting.pop()) {
    const asking = isAnswer(region.a) ? region.b : region.a;
    if (!isAnswer(asking)) {
      budget.left--;
      waiting.push(...halves(region, asking, budget));
      if (budget.left < 0) return { differences: found, regions, isWhole: false };
      continue;
    }
    regions++;
    if (!isAnswer(region.a) || !isAnswer(region.b) || region.a.answer === region.b.answer) continue;
    const [first, second] = [region.a, region.b].map(({ answer }) => answerOf(answer));
    if (first && second) found.push({ common: commonOf(region), a: first, b: second, witness: witnessOf(region) });
    budget.left -= TELLING;
    if (found.length >= most) return { differences: found, regions, isWhole: false };
  }
  return { differences: found, regions, isWhole: true };
}

/** The region's parts for which the comparison holds and for which it doesn't; one where no call is in the other. */
function halves(region: Region, asking: Asking, budget: Budget): Region[] {
  const { part, go } = asking;
  const known = region.known.get(part) ?? NOTHING_KNOWN;
  const is = isDecided(known, asking);
  if (is !== undefined) return [{ ...onward(region, go(is)), known: region.known }];
  return [true, false].flatMap((held) => {
    const more = learnt(known, asking, held, budget);
    return more === undefined ? [] : [{ ...onward(region, go(held)), known: new Map(region.known).set(part, more) }];
  });
}

/** The first decider is followed to its answer, then the other. */
function onward({ a, b }: Region, next: Place): Pick<Region, 'a' | 'b'> {
  return isAnswer(a) ? { a, b: next } : { a: next, b };
}

function commonOf({ known }: Region): ReadonlyMap<Part, Constraint> {
  return new Map([...known].map(([part, each]) => [part, constraintOf(each)]));
}

function witnessOf({ known }: Region): Call | undefined {
  const { bounds } = known.get(ARCHITECTURE) ?? NOTHING_KNOWN;
  const valueIn = (part: Part) => (known.get(part) ?? NOTHING_KNOWN).value;
  const syscall = valueIn(NUMBER);
  const { auditArch: x32 } = architectureOf('SCMP_ARCH_X32');
  const found = ARCHITECTURES.find(({ auditArch }) => agrees(auditArch, bounds));
  if (found === undefined) return undefined;
  const half = (part: Part) => BigInt(valueIn(part));
  const args = [0, 1, 2, 3, 4, 5].map((index) => half(2 * index) | (half(2 * index + 1) << 32n));
  return { arch: found.auditArch === x32 && syscall >= X32_BIT ? 'SCMP_ARCH_X32' : found.arch, syscall, args };
}

/** A filter as `decide` answers: by the ranges of numbers that arrive at one place, then by libseccomp's comparisons of arguments. */
export function filterDecider(filter: Filter): Decider {
  const architectures = [...new Set([...filter.branches.keys()].map((arch) => architectureOf(arch).auditArch))];
  const ranges = architectures.map((auditArch) => joined(filter, auditArch));
  const byDefault = returnValueOf(filter.defaultAnswer);
  const off = { answer: returnValueOf({ action: 'ALLOW', data: 0 }) };
  return () => (filter.off ? off : ofArchitecture(0));

  function ofArchitecture(at: number): Place {
    const datum = architectures[at];
    if (datum === undefined) return { answer: BAD_ARCH };
    const go = (held: boolean) => (held ? among(ranges[at] ?? []) : ofArchitecture(at + 1));
    return { part: ARCHITECTURE, mask: WORD_BITS, op: 'EQ', datum, go };
  }

  function among(ranges: readonly NumberRange[]): Place {
    const middle = ranges.length >> 1;
    const [range] = ranges;
    if (range === undefined || middle === 0) return range === undefined ? { answer: BAD_ARCH } : located(range);
    const datum = ranges[middle]?.first ?? 0;
    const go = (held: boolean) => among(held ? ranges.slice(middle) : ranges.slice(0, middle));
    return { part: NUMBER, mask: WORD_BITS, op: 'GE', datum, go };
  }

  function located({ located }: NumberRange): Place {
    if ('verdict' in located) return { answer: returnValueOf(located.verdict) };
    return behind(located.entry?.program, { half: 0, mask: 0 });
  }

  function behind(target: Target, loaded: Accumulator): Place {
    if (!isBlock(target)) return { answer: target?.action ?? byDefault };
    const { half, mask } = accumulatorIn(target, loaded);
    const { op, datum } = target.node;
    const go = (held: boolean) => behind(held ? target.ifTrue : target.ifFalse, { half, mask });
    return { part: half, mask, op: op === 'MASKED_EQ' ? 'EQ' : op, datum, go };
  }
}

/** Neighbours that get one answer whatever their arguments are one range. */
function joined(filter: Filter, auditArch: number): readonly NumberRange[] {
  const ranges: NumberRange[] = [];
  for (const range of numberRanges(filter, auditArch)) {
    const before = ranges.at(-1);
    const key = keyOf(range);
    if (before !== undefined && key !== undefined && key === keyOf(before)) before.last = range.last;
    else ranges.push({ ...range });
  }
  return ranges;
}

function keyOf({ located }: NumberRange): number | 'default' | undefined {
  if ('verdict' in located) return returnValueOf(located.verdict);
  const program = located.entry?.program;
  return isBlock(program) ? undefined : (program?.action ?? 'default');
}

/** Whether a program answers as a filter does, and for how many regions of calls that was seen. */
export type Proof =
  | { equal: true; regions: number }
  | { equal: false; difference: Difference }
  | { equal: undefined; why: 'instructions' | 'work' };

/**
 * Proves that a program answers every call as `decide` does, by exhaustion; or finds a call for which it doesn't. Neither where the program has instructions
 * that no compiler of filters writes, or where there are too many paths.
 */
export function prove(program: Program, filter: Filter): Proof {
  const decider = programDecider(program);
  if (decider === undefined) return { equal: undefined, why: 'instructions' };
  const { differences: found, regions, isWhole } = differences(decider, filterDecider(filter), 1);
  const [difference] = found;
  if (difference !== undefined) return { equal: false, difference };
  return isWhole ? { equal: true, regions } : { equal: undefined, why: 'work' };
}
