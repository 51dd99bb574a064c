import type { ArgumentClass } from '../../engine/compare/index.ts';
import { type Arch, formatNumber, numberOf, registerBits, WORD_BITS } from '../../engine/linux/index.ts';
import { formatArgument, formatCall } from '../../engine/seccomp/index.ts';

type Half = NonNullable<ArgumentClass['lower']>;

/** Which argument is spoken of, and how a value of it is written. */
interface Subject {
  name: string;
  written: (value: number) => string;
}

/** What a class of arguments is called: as a call, where each argument that counts has one value, else what is known of each. */
export function classWords(
  name: string | undefined,
  arch: Arch | undefined,
  of: readonly ArgumentClass[],
): { call: string | undefined; where: string } {
  const values = new Map(of.map((each) => [each.index, oneValue(each, arch)]));
  const syscall = name === undefined || arch === undefined ? undefined : numberOf(arch, name);
  if (arch !== undefined && syscall !== undefined && ![...values.values()].includes(undefined)) {
    const args = Array.from({ length: Math.max(-1, ...values.keys()) + 1 }, (_, index) => values.get(index) ?? 0n);
    const leftOut = args.flatMap((_, index) => (values.has(index) ? [] : [index]));
    return { call: formatCall({ arch, syscall, args, leftOut }).replace(/^\w+: /, ''), where: '' };
  }
  const words = of.flatMap((each) => argumentWords(each, name, arch));
  return { call: undefined, where: words.join(' and ') };
}

const single = (half: Half | undefined): number | undefined =>
  half && half.first === half.last ? half.first : undefined;

/** Half of a register is all of it where the ABI has 32 bits. */
const isNarrow = (arch: Arch | undefined): boolean => arch !== undefined && registerBits(arch) === 32;

/** The one value of an argument; undefined where there are several. */
function oneValue({ lower, upper }: ArgumentClass, arch: Arch | undefined): bigint | undefined {
  const [low, high] = [single(lower), isNarrow(arch) ? 0 : single(upper)];
  return low === undefined || high === undefined ? undefined : (BigInt(high) << 32n) | BigInt(low);
}

function argumentWords(
  { index, lower, upper }: ArgumentClass,
  name: string | undefined,
  arch: Arch | undefined,
): string[] {
  const whole = `arg${index}`;
  const written = (value: number) =>
    name === undefined || arch === undefined
      ? formatNumber(BigInt(value))
      : formatArgument(arch, name, index, BigInt(value));
  if (isNarrow(arch)) return halfWords({ name: whole, written }, lower);
  if (single(upper) === 0) {
    // The lower half is the argument, which ends where that does.
    const words = halfWords({ name: whole, written }, lower, Number.POSITIVE_INFINITY);
    return words.length > 0 ? words : [`${whole} is at most ${formatNumber(BigInt(WORD_BITS))}`];
  }
  return [
    ...halfWords({ name: `the lower half of ${whole}`, written }, lower),
    ...halfWords({ name: `the upper half of ${whole}`, written: (value) => formatNumber(BigInt(value)) }, upper),
  ];
}

/** `end`: the value up to which a range needs no end. */
function halfWords({ name, written }: Subject, half: Half | undefined, end = WORD_BITS): string[] {
  if (half === undefined) return [];
  const isNot = half.besides.filter(({ op, mask, held }) => mask === WORD_BITS && op === 'EQ' && !held);
  const others = half.besides.filter((each) => !isNot.includes(each));
  const masked = others.map(({ op, mask, datum, held }) => {
    return `(${name} & 0x${mask.toString(16)}) ${SIGNS[op][held ? 0 : 1]} ${formatNumber(BigInt(datum))}`;
  });
  const ranges = rangesOf(
    half,
    isNot.map(({ datum }) => datum),
  );
  const isAll = ranges.length === 1 && half.first === 0 && half.last === WORD_BITS;
  const words = ranges.map(({ first, last }) => {
    if (first === last) return written(first);
    if (last === end) return `at least ${written(first)}`;
    return first === 0 ? `at most ${written(last)}` : `${written(first)} to ${written(last)}`;
  });
  return [...(isAll ? [] : [`${name} is ${words.join(' or ')}`]), ...new Set(masked)];
}

/** The values of a half in order, without those that it is not. */
function rangesOf({ first, last }: Half, isNot: readonly number[]): { first: number; last: number }[] {
  const ranges: { first: number; last: number }[] = [];
  let next = first;
  for (const value of [...new Set(isNot)].sort((one, other) => one - other)) {
    if (value > next) ranges.push({ first: next, last: value - 1 });
    next = value + 1;
  }
  if (next <= last) ranges.push({ first: next, last });
  return ranges;
}

const SIGNS = { EQ: ['==', '!='], MASKED_EQ: ['==', '!='], GT: ['>', '<='], GE: ['>=', '<'] } as const;
