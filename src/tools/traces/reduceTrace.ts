import { isToPass, judge, kindsOn, type Refusal, refusalsOf, stopsAt } from '../../engine/fit/index.ts';
import { type Arch, multiplexerOf, numberOf, parametersOf, UNFINISHED } from '../../engine/linux/index.ts';
import type { Filter } from '../../engine/seccomp/index.ts';
import { STACKS } from '../../engine/stack/index.ts';
import { type SplitLine, splitLine, type TracedCall, tellsWhat } from '../../engine/trace/index.ts';
import { defaultFilters } from './defaultFilters.ts';

type SplitCall = SplitLine & { kind: 'call' };
type Machine = Extract<Arch, 'SCMP_ARCH_X86_64' | 'SCMP_ARCH_X86'>;

/** Stands for an argument of which nothing is told. */
const UNTOLD = '_';
/** What lies at an address, as strace shows it. */
const POINTED_AT = /^["{[~@&]/;
/** AT_FDCWD is a descriptor. */
const CONSTANT = /\b(?!NULL\b|AT_FDCWD\b)[A-Z][A-Z\d_]{2,}\b/;
const NUMBER = /^(?:-?\d+|0x[\da-f]{1,8})$/;
const NAMED = /^([a-z_]+)=(?!=)/;
/** The clock of a process, which has its number in it (linux/posix-timers.h, make_process_cpuclock). */
const CLOCK_OF_PROCESS = /CLOCK_\?\?\?/;
/** A program asks for every signal that there is, and ends with any status. */
const MANY: Readonly<Record<string, number>> = { rt_sigaction: 0, sigaction: 0, exit: 0, exit_group: 0 };

/**
 * The lines of one process, as strace -n prints them into a file of its own, with a line wherever the process turns to another ABI: strace says that beside
 * the file. It is told by the call's number, which the other ABI has for another call.
 */
export function withModes(lines: readonly string[]): string[] {
  let before: Machine = 'SCMP_ARCH_X86_64';
  return lines.flatMap((line) => {
    const split = splitLine(line);
    const arch = split?.kind === 'call' ? abiOf(split, before) : before;
    const isOther = arch !== before;
    before = arch;
    return isOther ? [modeOf(arch), line] : [line];
  });
}

const modeOf = (arch: Machine) => `[ Process PID=1 runs in ${arch === 'SCMP_ARCH_X86' ? '32' : '64'} bit mode. ]`;

function abiOf({ name, lead: { number } }: SplitCall, before: Machine): Machine {
  const isNative = numberOf('SCMP_ARCH_X86_64', name) === number;
  const through = multiplexerOf(name)?.name ?? name;
  const isOther = [name, through].some((each) => numberOf('SCMP_ARCH_X86', each) === number);
  if (isNative === isOther) return before;
  return isNative ? 'SCMP_ARCH_X86_64' : 'SCMP_ARCH_X86';
}

/**
 * A recording with one line for each distinct kind of call, sorted: its name, the arguments that say what it does, and whether it succeeded or with which
 * error it failed. Strings, addresses, descriptors, sizes, processes and what was returned are left out. `processes` has the lines of each process.
 */
export function reduceTrace(processes: readonly (readonly string[])[]): string {
  const found: Record<Machine, Map<string, Set<string>>> = { SCMP_ARCH_X86_64: new Map(), SCMP_ARCH_X86: new Map() };
  for (const lines of processes) {
    let arch: Machine = 'SCMP_ARCH_X86_64';
    for (const line of lines) {
      const split = splitLine(line);
      if (split?.kind !== 'call') continue;
      arch = abiOf(split, arch);
      const call = reducedCall(arch, split);
      found[arch].set(call, (found[arch].get(call) ?? new Set()).add(reducedResult(split.result)));
    }
  }
  const others = linesOf(found.SCMP_ARCH_X86);
  const lines = [
    ...linesOf(found.SCMP_ARCH_X86_64),
    ...(others.length > 0 ? [modeOf('SCMP_ARCH_X86'), ...others] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Whether a wait is cut off by the end of the program differs from run to run: it is told only where nothing else is. */
function linesOf(calls: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return [...calls]
    .flatMap(([call, results]) =>
      [...results].filter((result) => result !== '?' || results.size === 1).map((result) => `${call} = ${result}`),
    )
    .sort();
}

function reducedCall(arch: Machine, { name, args, lead: { number } }: SplitCall): string {
  const parameters = parametersOf(arch, name);
  // Of a call that did not come back, strace prints the arguments that it would have filled as one.
  const isCut = args.at(-1) === UNFINISHED.trim();
  const missing = isCut ? Math.max((parameters?.length ?? 0) - args.length, 0) : 0;
  const told = [...args, ...Array<string>(missing).fill(UNTOLD)].flatMap((text, index) => {
    const named = name === 'clone' ? NAMED.exec(text)?.[1] : undefined;
    if (named !== undefined) return named === 'flags' ? [text] : [];
    return [reducedArgument(text, parameters?.[index]?.name ?? '', MANY[name] === index)];
  });
  // Only the number tells whether the call came through another.
  const isAmbiguous = arch === 'SCMP_ARCH_X86' && number !== undefined && multiplexerOf(name) !== undefined;
  return `${isAmbiguous ? `[${String(number).padStart(4)}] ` : ''}${name}(${told.join(', ')})`;
}

function reducedArgument(text: string, parameter: string, isOneOfMany: boolean): string {
  if (isOneOfMany || POINTED_AT.test(text) || CLOCK_OF_PROCESS.test(text) || (text.includes('<') && !isShift(text)))
    return UNTOLD;
  return CONSTANT.test(text) || (NUMBER.test(text) && tellsWhat(parameter)) ? text : UNTOLD;
}

/** `21<<MAP_HUGE_SHIFT`; any other `<` is of a call that did not come back, or of a file's name. */
const isShift = (text: string) => /^[\w|]*<<[\w|]+$/.test(text);

function reducedResult(result: string | undefined): string {
  const error = /^-1 (E[A-Z\d]+)\b/.exec(result ?? '')?.[1];
  if (error !== undefined) return `-1 ${error}`;
  return result === undefined || result.startsWith('?') ? '?' : '0';
}

/**
 * What each filter takes from a program, as sets that a profile can refuse; the smallest first. A profile's rule names a call on every ABI, so where a filter
 * refuses a call on two ABIs with two errors, each error makes a set of its own. A filter that takes nothing has no set, nor has one that refuses otherwise than by
 * one error.
 */
export function refusalSets(filters: readonly Filter[], calls: readonly TracedCall[]): Refusal[][] {
  const sets = new Map<string, Refusal[]>();
  for (const filter of filters) {
    const refused = judge(filter, calls).filter(stopsAt).map(refusalsOf);
    // Refused otherwise than by one error: a signal ends the program.
    if (refused.length === 0 || refused.some(({ length }) => length !== 1)) continue;
    for (const set of withOneErrorEach(refused.flat())) sets.set(set.map(wordOf).join(), set);
  }
  return [...sets.values()].sort((a, b) => a.length - b.length);
}

/** Every choice of one error for each call. */
function withOneErrorEach(refusals: readonly Refusal[]): Refusal[][] {
  const distinct = [...new Map(refusals.map((refusal) => [wordOf(refusal), refusal])).entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, refusal]) => refusal);
  const errors = Map.groupBy(distinct, ({ name }) => name);
  return [...errors.values()].reduce<Refusal[][]>(
    (sets, choices) => sets.flatMap((set) => choices.map((choice) => [...set, choice])),
    [[]],
  );
}

const wordOf = ({ name, errno }: Refusal) => `${name} ${errno}`;

/**
 * What the default profile of some stack answers to the calls of one trace and not to those of the other: none where the two are judged alike everywhere.
 */
export function unlikeJudgements(one: readonly TracedCall[], other: readonly TracedCall[]): string[] {
  return STACKS.flatMap((stack) =>
    defaultFilters(stack).flatMap(({ name, filter }) => {
      const [first, second] = [judgements(filter, one), judgements(filter, other)];
      return [...first.symmetricDifference(second)].map((each) => `${stack.id}, ${name}: ${each}`);
    }),
  );
}

function judgements(filter: Filter, calls: readonly TracedCall[]): Set<string> {
  const kindOf = kindsOn(filter);
  return new Set(
    judge(filter, calls).map((judged) => {
      const { call, name, answer } = judged;
      const errno = call.result?.kind === 'error' ? call.result.errno : 'no error';
      return `${name} (${kindOf(call)}), ${errno}: ${answer}${isToPass(judged) ? ', is to pass' : ''}`;
    }),
  );
}
