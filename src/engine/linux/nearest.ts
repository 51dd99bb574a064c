import { tablesOf } from '#tables';
import tables from '../../../content/data/argumentSets.json' with { type: 'json' };
import file from '../../../content/data/prototypes/common.json' with { type: 'json' };
import { type Diagnostic, error, firstProblems, type Parsed, type SourceText, spanAt } from '../text/index.ts';
import { type Arch, registerBits } from './architecture.ts';
import { type ConstantSetName, constantValue } from './formatFlags.ts';
import { ALL_BITS } from './goNumber.ts';
import type { Rows } from './tables/FamilyTables.ts';

/**
 * The candidates that `word` was most likely meant to be, best first; empty where none is near. Case, and a prefix left out (`ALLOW` for
 * `SCMP_ACT_ALLOW`), count for nothing. Of the others at most a third of the letters may differ, a swap of two neighbours counting as one: of the
 * letters behind a prefix that several candidates have, for in `SCMP_ACT_PERMIT` only `PERMIT` says anything. Other digits are another name, but
 * for one that was typed twice.
 */
export function nearest(word: string, candidates: readonly string[]): readonly string[] {
  return scored(word, candidates)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Those of the candidates that are nearest, more than one where none is nearer than another: `SCMP_CMP_GTE` may be GT or GE. */
export function closest(word: string, candidates: readonly string[]): readonly string[] {
  const [first, ...others] = scored(word, candidates);
  if (first === undefined) return [];
  const alike = others.filter(({ distance }) => distance === first.distance).slice(0, 2);
  return [first, ...alike].map(({ candidate }) => candidate);
}

interface Scored {
  candidate: string;
  distance: number;
}

function scored(word: string, candidates: readonly string[]): readonly Scored[] {
  const wanted = word.toLowerCase();
  if (wanted === '' || wanted.length > 64) return [];
  const lower = candidates.map((candidate) => ({ candidate, letters: candidate.toLowerCase() }));
  const suffix = `_${wanted}`;
  const same = lower.filter(
    ({ candidate, letters }) => letters === wanted || (isConstant(candidate) && letters.endsWith(suffix)),
  );
  if (same.length > 0) {
    const [first] = same.sort((a, b) => a.letters.length - b.letters.length);
    return first === undefined ? [] : [{ candidate: first.candidate, distance: 0 }];
  }
  const most = limitOf(wanted.length);
  const prefixes = sharedPrefixes(wanted, lower);
  const letters = new Set(wanted);
  return lower
    .filter((other) => Math.abs(other.letters.length - wanted.length) <= most)
    .filter((other) => sharesLetters(letters, other.letters, most))
    .flatMap(({ candidate, letters: other }) => {
      const prefix = prefixes.find((each) => other.startsWith(each)) ?? '';
      const [rest, wantedRest] = [other.slice(prefix.length), wanted.slice(prefix.length)];
      const limit = limitOf(wantedRest.length);
      const steps = isOtherNumber(wantedRest, rest) ? limit + 1 : distance(wantedRest, rest, limit);
      return steps > limit ? [] : [{ candidate, distance: steps }];
    })
    .sort((a, b) => a.distance - b.distance);
}

/** Of a name as short as EQ, one letter is half of it. */
const limitOf = (length: number) => Math.floor(length / 3);

/** Constants are in capitals, and their first words only say of which family they are; the first word of a call says what it does. */
const isConstant = (name: string) => name === name.toUpperCase();

/** The beginnings of the word, up to one of its `_`, that two candidates have or more; the longest first. */
function sharedPrefixes(word: string, candidates: readonly { letters: string }[]): readonly string[] {
  const beginnings = [...word.matchAll(/_/g)].map(({ index }) => word.slice(0, index + 1));
  return beginnings
    .filter((prefix) => candidates.filter(({ letters }) => letters.startsWith(prefix)).length > 1)
    .reverse();
}

/** SCMP_ARCH_AARCH32 is no slip for SCMP_ARCH_AARCH64, but clone33 is one for clone3. */
function isOtherNumber(a: string, b: string): boolean {
  const [ofA, ofB] = [a, b].map((text) => text.replace(/\D+/g, '').replace(/(\d)\1+/g, '$1'));
  return ofA !== '' && ofB !== '' && ofA !== ofB;
}

/** Whether no more letters of the word than `limit` miss in the other: each of them is a difference. It spares most words the table below. */
function sharesLetters(letters: ReadonlySet<string>, other: string, limit: number): boolean {
  let missing = 0;
  for (const letter of letters) if (!other.includes(letter)) missing += 1;
  return missing <= limit;
}

/** Damerau's distance in its restricted form, from 0; `limit + 1` for anything farther. */
function distance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min(substitution, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        best = Math.min(best, (before[column - 2] ?? best) + 1);
      current.push(best);
    }
    if (Math.min(...current) > limit) return limit + 1;
    before = above;
    above = current;
  }
  return above[b.length] ?? limit + 1;
}

/** The value of a constant's name, or undefined where it has none. */
export type ConstantLookup = (name: string) => bigint | undefined;

/** Of a list of flags, more bad ones help nobody. */
const MOST_PROBLEMS = 20;

/**
 * Reads a system call argument from `source` between two offsets: decimal, hexadecimal (0x), octal (0 or 0o) and names that `lookup` knows,
 * each with `-` or `~` before it if need be, joined by `|`. The value is what the register holds, 0 to 2^64 - 1: a negative number is its
 * two's complement. Every bad part is a diagnostic, and then there is no value.
 */
export function readNumber(
  source: SourceText,
  start: number,
  end: number,
  lookup: ConstantLookup = () => undefined,
): Parsed<bigint> {
  const diagnostics: Diagnostic[] = [];
  let value = 0n;
  let at = start;
  for (const part of source.text.slice(start, end).split('|')) {
    const lead = part.length - part.trimStart().length;
    const word = part.trim();
    const from = at + lead;
    at += part.length + 1;
    const read = readTerm(word, lookup);
    if (typeof read === 'bigint') value |= BigInt.asUintN(64, read);
    else diagnostics.push({ ...read, span: spanAt(source, from, from + word.length) });
  }
  return {
    value: diagnostics.length === 0 ? value : undefined,
    diagnostics: firstProblems(diagnostics, MOST_PROBLEMS),
  };
}

function readTerm(word: string, lookup: ConstantLookup): bigint | Diagnostic {
  const sign = /^[-~]/.exec(word)?.[0] ?? '';
  const rest = word.slice(sign.length).trim();
  const value = readMagnitude(rest) ?? (/^[A-Za-z_]/.test(rest) ? lookup(rest) : undefined);
  if (value === undefined) return problem(word, rest);
  if (value > ALL_BITS || (sign === '-' && value > 1n << 63n)) {
    const hint = 'An argument is one register: 0 to 18446744073709551615, or -9223372036854775808 upwards.';
    return error('number-too-large', `${word} does not fit in 64 bits.`, hint);
  }
  if (sign === '-') return -value;
  return sign === '~' ? ~value : value;
}

/** A number without its sign: `12`, `0x1f`, `017`, `0o17`; undefined for anything else. */
export function readMagnitude(word: string): bigint | undefined {
  if (/^0[0-7]+$/.test(word)) return BigInt(`0o${word.slice(1)}`);
  return /^(0|[1-9]\d*|0[xX][0-9a-fA-F]+|0[oO][0-7]+)$/.test(word) ? BigInt(word) : undefined;
}

function problem(word: string, rest: string): Diagnostic {
  if (word === '') {
    const hint = 'Write a number or the name of a constant; 0 if the value does not matter.';
    return error('number-missing', 'This argument is empty.', hint);
  }
  if (/^[A-Za-z_]\w*$/.test(rest)) {
    const hint = 'Check its spelling, or write its number: decimal, 0x hexadecimal or 0 octal.';
    return error('constant-unknown', `Unknown constant ${rest}.`, hint);
  }
  const hint = 'Numbers are decimal, 0x hexadecimal or 0 octal; join several flags with |.';
  return error('number-malformed', `${word} is neither a number nor the name of a constant.`, hint);
}

export interface Parameter {
  /** The C type, without the kernel's `__user`. */
  type: string;
  name: string;
  /** How much of the register the kernel reads, 32 standing for fewer too. What a filter compares above it, the kernel never sees. */
  bits: 32 | 64;
}

/** Types of 64 bits there, next to pointers (include/linux/types.h, uapi/asm-generic/posix_types.h, uapi/linux/capability.h); all others have 32 or fewer. */
const WIDE_TYPES: ReadonlySet<string> = /* @__PURE__ */ new Set([
  ...['unsigned long', 'long', 'size_t', 'off_t', 'loff_t', 'u64', '__u64', 'uintptr_t', 'aio_context_t'],
  ...['old_sigset_t', '__sighandler_t', 'cap_user_header_t', 'cap_user_data_t', 'const cap_user_data_t'],
]);

/**
 * Parameters of type unsigned long of which the kernel takes the lower half: clone's flags by lower_32_bits (kernel/fork.c), a file descriptor by
 * fdget(unsigned int) (include/linux/file.h), a personality by ksys_personality(unsigned int) (powerpc, mips n32).
 */
const HALVED: ReadonlySet<string> = /* @__PURE__ */ new Set(['clone_flags', 'fd', 'personality']);

/**
 * A call's parameters in the order in which the ABI passes them, one a register: as include/linux/syscalls.h and its like declare them, with 64-bit
 * ones in halves where registers have 32 bits. undefined where no prototype tells them.
 */
export function parametersOf(arch: Arch, call: string): readonly Parameter[] | undefined {
  const known = [...tablesOf(arch).prototypes, file.calls as Rows];
  const rows = known.find((candidate) => Object.hasOwn(candidate, call))?.[call];
  const wide = registerBits(arch) === 64;
  return rows?.map(([type = '', name = '']) => ({ type, name, bits: wide ? widthOf(type, name) : 32 }));
}

function widthOf(type: string, name: string): 32 | 64 {
  if (!type.endsWith('*') && (!WIDE_TYPES.has(type) || HALVED.has(name))) return 32;
  return 64;
}

/** What is known of the call whose argument is asked. */
export interface ArgumentPlace {
  /** Where the call is made; left out, x86_64. */
  arch?: Arch;
  /** Its other arguments, some of which choose the names of another: a socket's family its protocol's. */
  args?: readonly bigint[];
}

/**
 * The set that the argument in register `index` (from 0) of a call is asked with; undefined where it is a plain number or pointer, or where it depends on
 * an argument that `args` doesn't have.
 */
export function argumentSet(call: string, index: number, place: ArgumentPlace = {}): ConstantSetName | undefined {
  const { arch = 'SCMP_ARCH_X86_64', args = [] } = place;
  // kernel/fork.c: with CONFIG_CLONE_BACKWARDS2 (s390) the stack comes first.
  if (call === 'clone') return parametersOf(arch, call)?.[index]?.name === 'clone_flags' ? 'clone' : undefined;
  const at = parameterIndex(arch, call, index);
  if (at === undefined) return undefined;
  const fixed = Object.hasOwn(ARGUMENT_SETS, call) ? ARGUMENT_SETS[call]?.[at] : undefined;
  if (fixed !== undefined) return fixed;
  const dependent = Object.hasOwn(DEPENDENT_SETS, call) ? DEPENDENT_SETS[call]?.[at] : undefined;
  const chooser = dependent && args[dependent.on];
  if (chooser === undefined) return undefined;
  // What chooses is an int in all of them.
  const chosen = Object.entries(dependent?.sets ?? {}).find(
    ([name]) => constantValue(name, arch) === BigInt.asUintN(32, chooser),
  );
  return chosen?.[1];
}

/**
 * Which parameter stands in a register, counted as where no 64-bit one is split in two; the lower half stands for the whole. undefined for an upper
 * half, an unused register and one that the call doesn't take.
 */
function parameterIndex(arch: Arch, call: string, register: number): number | undefined {
  const parameters = parametersOf(arch, call);
  if (parameters === undefined) return register;
  const name = parameters[register]?.name;
  if (name === undefined || isPart(name)) return undefined;
  return register - parameters.slice(0, register).filter(({ name: other }) => isPart(other)).length;
}

/** Registers that count with the parameter beside them. */
const isPart = (name: string) => name === '__pad' || name.endsWith('_hi');

/** An argument whose names depend on another: the set by the constant that stands at `on`. */
interface DependentSet {
  on: number;
  sets: Readonly<Record<string, ConstantSetName>>;
}

/** By call, and by argument, from 0. */
type ByArgument<Value> = Readonly<Record<string, Readonly<Record<number, Value>>>>;

/** Which set an argument of a call is asked with, and which where another argument chooses it. */
export const { fixed: ARGUMENT_SETS, dependent: DEPENDENT_SETS } = tables as unknown as {
  fixed: ByArgument<ConstantSetName>;
  dependent: ByArgument<DependentSet>;
};
