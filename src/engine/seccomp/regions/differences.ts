import { ARCHITECTURES, architectureOf, type Call, X32_BIT } from '../../linux/index.ts';
import { answerOf } from '../filter/answers.ts';
import type { Answer } from '../filter/Verdict.ts';
import { type Constraint, constraintOf } from './Constraint.ts';
import { ARCHITECTURE, type Asking, type Decider, isAnswer, NUMBER, type Part, type Place } from './Decider.ts';
import { agrees, isDecided, type Known, learnt, NOTHING_KNOWN } from './Known.ts';
import type { Budget } from './valueWithin.ts';

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
