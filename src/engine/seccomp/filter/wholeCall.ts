import { type Call, WORD_BITS } from '../../linux/index.ts';
import { type Finding, valueThatHolds } from './libseccomp/canHold.ts';
import type { Halves } from './libseccomp/reachableAnswers.ts';
import type { PartCall } from './outcomes.ts';

/** The call with values that agree with what is known; those that are not known, are 0, and don't count, are left out. */
export function wholeCall({ arch, syscall, args }: PartCall, known: Halves, compared: readonly number[]): Call {
  const halfValue = (half: number) => BigInt(plainValue(known.get(half) ?? []));
  const values = [0, 1, 2, 3, 4, 5].map(
    (index) => args[index] ?? halfValue(2 * index) | (halfValue(2 * index + 1) << 32n),
  );
  const isSaid = (index: number) => args[index] !== undefined || values[index] !== 0n || compared.includes(index);
  const given = values.slice(0, values.findLastIndex((_, index) => isSaid(index)) + 1);
  const leftOut = given.flatMap((_, index) => (isSaid(index) ? [] : [index]));
  return { arch, syscall, args: given, ...(leftOut.length > 0 && { leftOut }) };
}

/** A value that agrees with the findings: 0 or the lowest bit of a mask, else one that is compared with, or next to it, where such a one does. */
function plainValue(findings: readonly Finding[]): number {
  const compared = findings.filter(({ mask }) => mask === WORD_BITS);
  const bits = findings.filter(({ mask }) => mask !== WORD_BITS).map(({ mask }) => mask & -mask);
  const near = [0, 1, -1].flatMap((step) => compared.map(({ datum }) => datum + step));
  const tried = [0, ...bits, ...near].map((value) => value >>> 0);
  return tried.find((value) => valueThatHolds(findings, value) === value) ?? valueThatHolds(findings) ?? 0;
}
