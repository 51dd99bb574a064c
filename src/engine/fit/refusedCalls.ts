import { type Arch, architectureOf, errnoNumber, lackedBefore, nameOf, numberOf } from '../linux/index.ts';
import {
  dependsOnArguments,
  EXPECTS_ENOSYS,
  type Filter,
  kernelException,
  outcomes,
  possibleVerdicts,
  stateOf,
  type Target,
  type Verdict,
} from '../seccomp/index.ts';
import type { TracedCall } from '../trace/index.ts';
import { type Certainty, type Differs, type Judged, keyOf } from './Made.ts';
import { tellingArgument } from './narrow.ts';

const CERTAINTIES: readonly Certainty[] = ['possible', 'likely', 'certain'];

/**
 * What a traced call shows that none of these verdicts does; undefined where one of them does the same, or the trace tells nothing. 'certain': the trace
 * was not made under this filter, or the call was made before the filter was in force.
 */
function differs(call: TracedCall, verdicts: readonly Verdict[], target: Target): Differs | undefined {
  // It may be the other ABI's, of which the filter has its own answer.
  if (call.isEither) return undefined;
  // The kernel asks no filter for these, or may not.
  if (mayBeExcepted(call, target)) return undefined;
  const found = verdicts.map((verdict) => differsFrom(call, verdict, target));
  if (found.includes(undefined)) return undefined;
  // The least of what any of them leaves sure.
  return found.toSorted((a, b) => rank(a) - rank(b))[0];
}

const rank = (each: Differs | undefined) => CERTAINTIES.indexOf(each?.certainty ?? 'possible');

/** Whether the kernel runs the call whatever the filter says, or may. */
function mayBeExcepted(call: Pick<TracedCall, 'arch' | 'syscall'>, target: Target): boolean {
  const exception = kernelException(call, target);
  return exception !== undefined && exception.applies !== false;
}

function differsFrom(call: TracedCall, verdict: Verdict, target: Target): Differs | undefined {
  if (call.seen !== undefined && call.seen !== verdict.action) return { code: 'other-action', certainty: 'certain' };
  switch (call.result?.kind) {
    case 'value':
      return byValue(call.result.value, call, verdict);
    case 'error':
      return byError(call.result.errno, call, verdict, target);
    case 'signal':
      return bySignal(call.result.signal, verdict);
    default:
      return undefined;
  }
}

function byValue(value: bigint, { syscall }: TracedCall, { action, data }: Verdict): Differs | undefined {
  const ran = (certainty: Certainty): Differs => ({ code: 'ran-though-refused', certainty });
  switch (action) {
    case 'ERRNO':
      // kernel/seccomp.c: errno 0 makes the call do nothing and return 0.
      return data === 0 && value === 0n ? undefined : ran('certain');
    case 'TRAP':
      // syscall_rollback puts the number back where the value comes from; a handler of SIGSYS may put any other there.
      return value === BigInt(syscall) ? undefined : ran('likely');
    case 'KILL_THREAD':
    case 'KILL_PROCESS':
      return ran('certain');
    default:
      return undefined;
  }
}

function byError(errno: string, call: TracedCall, { action, data }: Verdict, target: Target): Differs | undefined {
  switch (action) {
    case 'ERRNO':
      return errnoNumber(errno, call.arch) === data ? undefined : { code: 'other-error', certainty: 'certain' };
    case 'TRAP':
      return { code: 'other-error', certainty: 'likely' };
    case 'KILL_THREAD':
    case 'KILL_PROCESS':
      return { code: 'other-error', certainty: 'certain' };
    case 'ALLOW':
    case 'LOG':
      return allowedError(errno, call, target);
    default:
      // A supervisor or a tracer may answer anything.
      return undefined;
  }
}

/** The kernel returns EPERM for many reasons, and ENOSYS nearly always for a call that it lacks. */
function allowedError(errno: string, { arch, syscall }: TracedCall, { kernel }: Target): Differs | undefined {
  if (errno === 'EPERM') return { code: 'error-though-allowed', certainty: 'possible' };
  const name = nameOf(arch, syscall);
  if (errno !== 'ENOSYS' || name === undefined || lackedBefore(name, kernel) !== undefined) return undefined;
  return { code: 'error-though-allowed', certainty: 'likely' };
}

function bySignal(signal: string, { action }: Verdict): Differs | undefined {
  const isSent = action === 'TRAP' || action === 'KILL_THREAD' || action === 'KILL_PROCESS';
  return signal !== 'SIGSYS' || isSent ? undefined : { code: 'killed-though-not', certainty: 'certain' };
}

/**
 * What a filter answers to each distinct call of a trace: distinct by number, by the arguments that the filter compares, by the one that says what the call
 * does (`tellingArgument`), and by what came of it. In the order of the trace. An argument that the trace does not tell is unknown, never guessed.
 */
export function judge(filter: Filter, calls: readonly TracedCall[]): readonly Judged[] {
  const kindOf = kindsOn(filter);
  const kinds = Map.groupBy(calls, (call) => `${kindOf(call)} ${outcomeOf(call)}`);
  return [...kinds.values()].flatMap((alike) => {
    const [first] = alike;
    return first ? [judgeOne(filter, { ...first, count: alike.reduce((sum, { count }) => sum + count, 0) })] : [];
  });
}

/** Tells what a call is, whatever came of it: the same for calls that `judge` tells apart by their results alone. */
export function kindsOn(filter: Filter): (call: TracedCall) => string {
  const compared = new Map<string, readonly number[]>();
  return (call) => {
    const number = keyOf(call);
    const on = compared.get(number) ?? distinguishing(filter, call);
    compared.set(number, on);
    return [number, ...on.map((index) => call.args[index] ?? `_${call.lower?.[index] ?? ''}`)].join(' ');
  };
}

/** The arguments by which calls of one number are told apart: those that the filter compares, and the one that says what the call does. */
function distinguishing(filter: Filter, call: TracedCall): readonly number[] {
  const telling = tellingArgument(call.arch, nameOf(call.arch, call.syscall) ?? '');
  return [...new Set([...dependsOnArguments(filter, call), ...(telling === undefined ? [] : [telling])])];
}

/** What matters of what came of it. */
function outcomeOf({ result, seen }: TracedCall): string {
  const outcome =
    result?.kind === 'value'
      ? `= ${result.value === 0n ? 0 : 1}`
      : result?.kind === 'error'
        ? result.errno
        : result?.signal;
  return `${outcome} ${seen}`;
}

function judgeOne(filter: Filter, call: TracedCall): Judged {
  const verdicts = possibleVerdicts(filter, call);
  const states = verdicts.map(({ action }) => stateOf(action));
  const name = nameOf(call.arch, call.syscall);
  const isRun = mayBeExcepted(call, filter.target);
  const answer =
    isRun || states.every((state) => state === 'open')
      ? 'allowed'
      : states.every((state) => state === 'closed')
        ? 'refused'
        : 'depends';
  const unknown = dependsOnArguments(filter, call).filter((index) => call.args[index] === undefined);
  const differing = differs(call, verdicts, filter.target);
  const fallsBack = answer === 'allowed' ? undefined : fallsBackOn(filter, call, name, verdicts);
  return {
    call,
    name,
    answer,
    verdicts,
    on: answer === 'depends' && verdicts.length > 1 ? unknown : [],
    ...(fallsBack && { fallsBack }),
    ...(differing && { differs: differing }),
  };
}

/** Whether the program takes every refusal for a kernel that lacks the call, and goes on. */
function fallsBackOn(
  filter: Filter,
  call: TracedCall,
  name: string | undefined,
  verdicts: readonly Verdict[],
): Judged['fallsBack'] {
  const { enosys } = architectureOf(call.arch);
  const refusals = verdicts.filter(({ action }) => stateOf(action) === 'closed');
  if (!refusals.every(({ action, data }) => action === 'ERRNO' && data === enosys)) return undefined;
  if (call.result?.kind === 'error' && errnoNumber(call.result.errno, call.arch) === enosys) return 'shown';
  return name !== undefined && isKnownToFallBack(name) && mayFallBack(filter, call.arch, name) ? 'known' : undefined;
}

/** Calls that programs try first and do without (EXPECTS_ENOSYS has the sources). */
export const isKnownToFallBack = (name: string): boolean => EXPECTS_ENOSYS.some((each) => each.name === name);

/** What libcs call in the place of these (content/data/libc/answers.json has the sources); one of them has to pass. */
const FALLBACKS: Readonly<Record<string, readonly string[]>> = {
  clone3: ['clone'],
  statx: ['newfstatat', 'fstatat64', 'fstat', 'stat'],
  faccessat2: ['faccessat'],
  openat2: ['openat'],
  epoll_pwait2: ['epoll_pwait', 'epoll_wait'],
  clock_gettime64: ['clock_gettime'],
  futex_time64: ['futex'],
};

/** Whether what the program calls instead passes, with some arguments at least. */
const mayFallBack = (filter: Filter, arch: Arch, name: string): boolean =>
  refusedFallbacks(filter, arch, name).length === 0;

/** What the program calls instead, where none of it passes. */
export function refusedFallbacks(filter: Filter, arch: Arch, name: string): readonly string[] {
  const instead = (FALLBACKS[name] ?? []).flatMap((other) => {
    const syscall = numberOf(arch, other);
    return syscall === undefined ? [] : [{ name: other, syscall }];
  });
  const isRefused = instead.every(({ syscall }) =>
    outcomes(filter, { arch, syscall }).every(({ action }) => stateOf(action) === 'closed'),
  );
  return isRefused ? instead.map((each) => each.name) : [];
}

/** What the trace as a whole says of the filter. */
export interface Comparison {
  /**
   * 'other': some call came out as this filter never does; the trace was made under another filter, or under none. 'same': calls that the filter refuses
   * were refused so in the trace. 'untold': neither.
   */
  code: 'other' | 'same' | 'untold';
  /** The calls that tell it; with 'untold' those that may. */
  telling: readonly Judged[];
}

/** Whether the trace was made under the filter, as far as its results tell: the first thing to say of it. */
export function comparison(judged: readonly Judged[]): Comparison {
  const certain = judged.filter((each) => each.differs?.certainty === 'certain');
  if (certain.length > 0) return { code: 'other', telling: certain };
  const same = judged.filter(({ answer, call, differs: other }) => {
    const isShown = call.seen !== undefined || (call.result !== undefined && call.result.kind !== 'value');
    return answer === 'refused' && isShown && other === undefined;
  });
  if (same.length > 0) return { code: 'same', telling: same };
  return { code: 'untold', telling: judged.filter((each) => each.differs !== undefined) };
}

/** Whether the trace itself shows the call refused, as the filter refuses it. */
export const isShownRefused = ({ call, verdicts }: Judged): boolean =>
  verdicts.some((verdict) => isShownBy(call, verdict));

/**
 * Whether the call is to be let pass: every value of its unknown arguments is refused, or the trace itself shows it refused as the filter may. One that
 * the program does without is left.
 */
export function isToPass(judged: Judged): boolean {
  const { answer, fallsBack } = judged;
  if (answer === 'allowed' || fallsBack !== undefined) return false;
  return answer === 'refused' || isShownRefused(judged);
}

function isShownBy({ arch, seen, result }: TracedCall, { action, data }: Verdict): boolean {
  if (stateOf(action) !== 'closed') return false;
  if (seen !== undefined) return seen === action;
  if (result?.kind === 'error') return action === 'ERRNO' && errnoNumber(result.errno, arch) === data;
  return result?.kind === 'signal' && result.signal === 'SIGSYS' && action !== 'ERRNO';
}

/** A call that is to pass, by its name on its ABI, with all that the trace has of it. */
export interface Refused {
  key: string;
  name: string;
  arch: Arch;
  syscall: number;
  calls: readonly Judged[];
}

/** What is to pass, each call of each ABI once; those whose number has no name can't be put into a profile. */
export function refusedCalls(judged: readonly Judged[]): readonly Refused[] {
  const groups = Map.groupBy(judged.filter(isToPass), ({ call }) => keyOf(call));
  return [...groups].flatMap(([key, calls]) => {
    const [first] = calls;
    if (first?.name === undefined) return [];
    const { arch, syscall } = first.call;
    return [{ key, name: first.name, arch, syscall, calls }];
  });
}
