import type { ArgumentClass, Change, Comparison } from '../../engine/compare/index.ts';
import {
  type Arch,
  architectureOf,
  formatNumber,
  numberOf,
  registerBits,
  WORD_BITS,
} from '../../engine/linux/index.ts';
import { type Answer, formatArgument, formatCall } from '../../engine/seccomp/index.ts';
import { counted } from '../../engine/text/index.ts';
import { actionWords } from './actionWords.ts';

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

/** What a change is for a program: a call that passes now, one that no longer does, or one that is refused in another way. */
export type ChangeKind = 'opened' | 'closed' | 'otherwise';

/** Calls that change alike. */
export interface ChangeRow {
  kind: ChangeKind;
  /** "x86_64, x86", or "other architectures". */
  abis: string;
  /** Each as a call is written; "socket(AF_ALG)" where arguments count. */
  calls: readonly string[];
  /** What the arguments have in common, where that is no value: "arg0 >= 9". */
  where: string;
  /** "3 ranges of numbers without a name", or "every call" of an architecture that is not known here; '' for none. */
  unnamed: string;
  before: string;
  after: string;
  /** One of these calls, with its ABI. */
  example: string | undefined;
}

const KINDS: readonly ChangeKind[] = ['closed', 'opened', 'otherwise'];

/** Changes that are alike but for their ABI, and what is said of them. */
export interface AlikeChanges {
  row: ChangeRow;
  /** At least one, the machine's own ABI first. */
  changes: readonly Change[];
}

/** The changes as rows, those of several ABIs in one where they are alike: first what no longer passes, then what passes now. */
export const changeRows = (comparison: Comparison): readonly ChangeRow[] =>
  alikeChanges(comparison).map(({ row }) => row);

/** The same with the changes that each row tells of. */
export function alikeChanges({ changes }: Comparison): readonly AlikeChanges[] {
  const told = changes.map((change) => ({ change, row: rowOf(change) }));
  const alike = Map.groupBy(told, ({ row }) => JSON.stringify({ ...row, example: '' }));
  const rows = [...alike.values()].flatMap((same): AlikeChanges[] => {
    const [first] = same;
    const of = same.map(({ change }) => change);
    return first ? [{ row: { ...first.row, abis: abisOf(of.map(({ arch }) => arch)) }, changes: of }] : [];
  });
  return rows.sort((one, other) => KINDS.indexOf(one.row.kind) - KINDS.indexOf(other.row.kind));
}

function rowOf({ arch, before, after, names, unnamed, of, witness }: Change): ChangeRow {
  const [only, ...others] = names;
  const { call, where } = classWords(others.length === 0 ? only : undefined, arch, of);
  return {
    kind: kindOf(before, after),
    abis: '',
    calls: call === undefined ? names : [call],
    where,
    unnamed: unnamedWords(arch, unnamed),
    before: actionWords(before, arch).word,
    after: actionWords(after, arch).word,
    example: witness && formatCall(witness),
  };
}

/** Of an architecture that is not known here, no number has a name. */
function unnamedWords(arch: Arch | undefined, unnamed: Change['unnamed']): string {
  const [first] = unnamed;
  if (first === undefined) return '';
  if (arch === undefined && first.first === 0 && first.last === WORD_BITS) return 'every call';
  return `${counted(unnamed.length, 'range')} of numbers without a name`;
}

const passes = ({ action }: Answer) => action === 'ALLOW' || action === 'LOG';

function kindOf(before: Answer, after: Answer): ChangeKind {
  if (passes(before) === passes(after)) return 'otherwise';
  return passes(after) ? 'opened' : 'closed';
}

function abisOf(archs: readonly (Arch | undefined)[]): string {
  const known = archs.flatMap((arch) => (arch === undefined ? [] : architectureOf(arch).token));
  return [...known, ...(known.length < archs.length ? ['other architectures'] : [])].join(', ');
}
