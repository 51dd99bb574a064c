import { ARCHITECTURES, architectureOf, type Call } from '../../linux/index.ts';
import { answerOf } from '../filter/answers.ts';
import { X32_BIT } from '../filter/decide.ts';
import { type Finding, valueThatHolds } from '../filter/libseccomp/canHold.ts';
import type { Answer } from '../filter/Verdict.ts';
import { type Bounds, boundsKey, boundsOf, decided, narrowed, nearest } from './Bounds.ts';
import { type Constraint, constraintOf } from './Constraint.ts';
import { ARCHITECTURE, type Asking, type Decider, isAnswer, NUMBER, type Part, type Place } from './Decider.ts';

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

/** Comparisons followed before it ends; a filter of a thousand instructions needs a few thousand. */
const MOST_WORK = 2_000_000;

/** A region that is being looked at: where both deciders have got with it, what is known of it, and values that agree with that. */
interface Region {
  a: Place;
  b: Place;
  known: ReadonlyMap<Part, readonly Finding[]>;
  values: ReadonlyMap<Part, number>;
  bounds: ReadonlyMap<number, Bounds>;
}

/**
 * All calls that two deciders answer differently, as regions. Both are followed path by path over all architectures, all 2^32 numbers and all values of the
 * arguments at once; a path is left where no value of a part agrees with what its comparisons have found, which is exact, masks included. So without a
 * difference they are equal.
 */
export function differences(a: Decider, b: Decider, most = Number.POSITIVE_INFINITY): Differences {
  const found: Difference[] = [];
  let regions = 0;
  let work = 0;
  const waiting: Region[] = [{ a: a(), b: b(), known: new Map(), values: new Map(), bounds: new Map() }];
  for (let region = waiting.pop(); region !== undefined; region = waiting.pop()) {
    if (work > MOST_WORK) return { differences: found, regions, isWhole: false };
    const asking = isAnswer(region.a) ? region.b : region.a;
    if (!isAnswer(asking)) {
      work++;
      waiting.push(...halves(region, asking));
      continue;
    }
    regions++;
    if (!isAnswer(region.a) || !isAnswer(region.b) || region.a.answer === region.b.answer) continue;
    const [first, second] = [region.a, region.b].map(({ answer }) => answerOf(answer));
    if (first && second) found.push({ common: commonOf(region), a: first, b: second, witness: witnessOf(region) });
    if (found.length >= most) return { differences: found, regions, isWhole: false };
  }
  return { differences: found, regions, isWhole: true };
}

/** The region's parts for which the comparison holds and for which it doesn't; one where no call is in the other. */
function halves(region: Region, asking: Asking): Region[] {
  const { part, op, mask, datum, go } = asking;
  const key = boundsKey(asking);
  const bounds = region.bounds.get(key) ?? boundsOf(mask);
  const is = decided(bounds, asking);
  if (is !== undefined) return [{ ...region, ...onward(region, go(is)) }];
  const before = region.known.get(part) ?? [];
  const value = region.values.get(part) ?? 0;
  return [true, false].flatMap((held) => {
    const findings = [...before, { op, mask, datum, held }];
    const agreeing = valueThatHolds(findings, nearest(value, asking, held));
    if (agreeing === undefined) return [];
    return {
      ...onward(region, go(held)),
      known: new Map(region.known).set(part, findings),
      values: new Map(region.values).set(part, agreeing),
      bounds: new Map(region.bounds).set(key, narrowed(bounds, asking, held)),
    };
  });
}

/** The first decider is followed to its answer, then the other. */
function onward({ a, b }: Region, next: Place): Pick<Region, 'a' | 'b'> {
  return isAnswer(a) ? { a, b: next } : { a: next, b };
}

function commonOf({ known }: Region): ReadonlyMap<Part, Constraint> {
  return new Map([...known].map(([part, findings]) => [part, constraintOf(findings)]));
}

function witnessOf({ known, values }: Region): Call | undefined {
  const findings = known.get(ARCHITECTURE) ?? [];
  const syscall = values.get(NUMBER) ?? 0;
  const { auditArch: x32 } = architectureOf('SCMP_ARCH_X32');
  const found = ARCHITECTURES.find(({ auditArch }) => valueThatHolds(findings, auditArch) === auditArch);
  if (found === undefined) return undefined;
  const half = (part: Part) => BigInt(values.get(part) ?? 0);
  const args = [0, 1, 2, 3, 4, 5].map((index) => half(2 * index) | (half(2 * index + 1) << 32n));
  return { arch: found.auditArch === x32 && syscall >= X32_BIT ? 'SCMP_ARCH_X32' : found.arch, syscall, args };
}
