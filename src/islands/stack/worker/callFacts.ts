import { type Arch, errnoOf, lackedBefore, nameOf } from '../../../engine/linux/index.ts';
import {
  type Call,
  deniedBeside,
  type Filter,
  kernelException,
  type Profile,
  parseProfile,
  possibleVerdicts,
  type Reader,
  readerOf,
  stillRequired,
  type Target,
  type Verdict,
} from '../../../engine/seccomp/index.ts';
import { STACKS, type Stack } from '../../../engine/stack/index.ts';
import { type Diagnostic, isError, type Parsed } from '../../../engine/text/index.ts';
import { filterOn, presetProfile } from '../../../instrument/stacks/filterOn.ts';
import { refusalWords, type Starting, startingOf } from '../../../instrument/stacks/filterStart.ts';
import { targetOfDefault, targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';
import type { Refusal, Seen, StackFacts } from '../state/Facts.ts';

/** What a stack makes of a profile. */
export interface StackFilter {
  stack: Stack;
  target: Target;
  /** Undefined where no container starts. */
  filter: Filter | undefined;
  starting: Starting;
  refusal: Refusal | undefined;
  /** The calls of the runtime that the filter refuses, and without which no container starts. */
  refusedCalls: readonly string[];
}

/** Each stack's filter of its own default on a machine; throws where the text of one does not load. */
export async function defaultFilters(arch: Arch): Promise<readonly StackFilter[]> {
  const profiles = new Map<string, Promise<Profile | undefined>>();
  for (const { profile } of STACKS) profiles.set(profile, profiles.get(profile) ?? presetProfile(profile));
  return Promise.all(STACKS.map(async (stack) => defaultFilter(stack, arch, await profiles.get(stack.profile))));
}

/** A stack's filter of that default; none where its runtime or its libseccomp does not know the machine. */
export async function defaultFilter(stack: Stack, arch: Arch, profile: Profile | undefined): Promise<StackFilter> {
  const target = targetOfDefault(stack, arch);
  const resolved = profile && (await filterOn(profile, target));
  if (resolved === undefined) throw new Error(`The default of ${stack.id} did not load.`);
  const { value: filter, diagnostics } = resolved;
  const refusal = refusalOf(target, diagnostics);
  if (filter === undefined || refusal !== undefined) return unstarted(stack, target, refusal);
  return { stack, target, filter, starting: 'starts', refusal: undefined, refusedCalls: [] };
}

/** What each stack makes of a text of the reader's own, and what is wrong with the text wherever it is read. */
export async function ownFilters(
  text: string,
  arch: Arch,
): Promise<{ filters: readonly StackFilter[]; problems: readonly Diagnostic[] }> {
  const { diagnostics: problems } = parseProfile(text);
  const read = new Map<Reader, Parsed<Profile>>();
  const filters = STACKS.map(async (stack) => {
    const target = targetOfStack(stack, arch);
    const reader = readerOf(target);
    const parsed = read.get(reader) ?? parseProfile(text, undefined, reader);
    read.set(reader, parsed);
    const { value, diagnostics } = parsed;
    const problem = diagnostics.find(isError);
    return value === undefined || problem ? unstarted(stack, target, unread(problem)) : ownFilter(stack, target, value);
  });
  return { filters: await Promise.all(filters), problems };
}

async function ownFilter(stack: Stack, target: Target, profile: Profile): Promise<StackFilter> {
  const resolved = await filterOn(profile, target);
  if (resolved === undefined) throw new Error(`The tables of ${stack.id} did not load.`);
  const { value: filter, diagnostics } = resolved;
  const refusal = refusalOf(target, diagnostics);
  if (filter === undefined || refusal !== undefined) return unstarted(stack, target, refusal);
  return { stack, target, filter, ...startingOf(filter), refusal: undefined };
}

/** Why a text is no profile for whoever reads it. */
function unread(problem: Diagnostic | undefined): Refusal {
  if (problem?.code.startsWith('json-')) return { by: 'engine', words: 'invalid JSON' };
  return { by: undefined, words: problem?.message ?? 'No profile is given.' };
}

function refusalOf(target: Target, diagnostics: readonly Diagnostic[]): Refusal | undefined {
  const words = refusalWords(target, diagnostics);
  return words === undefined ? undefined : { by: 'runtime', words };
}

const unstarted = (stack: Stack, target: Target, refusal: Refusal | undefined): StackFilter => ({
  stack,
  target,
  filter: undefined,
  starting: 'fails',
  refusal,
  refusedCalls: [],
});

/** What becomes of a call on each stack. */
export const callFacts = (filters: readonly StackFilter[], call: Call): readonly StackFacts[] =>
  filters.map((each) => factsOn(each, call));

function factsOn({ stack, target, filter, starting, refusal, refusedCalls }: StackFilter, call: Call): StackFacts {
  const common = { stack, starting, refusal, refusedCalls };
  if (filter === undefined || starting === 'fails') return { ...common, answers: [], off: false, seen: [] };
  const args = call.args.map((value, index) => (call.leftOut?.includes(index) ? undefined : value));
  const verdicts = distinct(possibleVerdicts(filter, { ...call, args }));
  return {
    ...common,
    answers: verdicts.map(({ action, data }) => ({ action, data })),
    off: filter.off,
    seen: verdicts.map((verdict) => seenOf(verdict, call, target)),
  };
}

const distinct = (verdicts: readonly Verdict[]): readonly Verdict[] => [
  ...new Map(verdicts.map((verdict) => [`${verdict.action} ${verdict.data}`, verdict])).values(),
];

/** What the program sees: the filter is asked before the kernel looks whether it has the call (seccomp(2); kernel/entry/common.c). */
function seenOf({ action, data }: Verdict, call: Call, target: Target): Seen {
  const exception = kernelException(call, target);
  if (exception?.applies) return { kind: 'runs' };
  switch (action) {
    case 'ALLOW':
    case 'LOG':
      return onKernel(call, target);
    case 'ERRNO':
      if (data === 0) return { kind: 'returns-0' };
      return {
        kind: 'error',
        errno: errnoOf(data, call.arch)?.name ?? String(data),
        ...(exception && exception.applies === undefined && { runsSince: exception.since }),
      };
    case 'TRAP':
    case 'KILL_THREAD':
    case 'KILL_PROCESS':
      return { kind: 'killed' };
    case 'TRACE':
    case 'USER_NOTIF':
      return { kind: 'supervised' };
  }
}

function onKernel(call: Call, target: Target): Seen {
  const name = nameOf(call.arch, call.syscall);
  const since = name === undefined ? undefined : lackedBefore(name, target.kernel);
  return since === undefined ? besides(call, target) : { kind: 'error', errno: 'ENOSYS', lackedBefore: since };
}

/** What passes the filter and is the kernel's to refuse, or another layer's. */
function besides(call: Call, target: Target): Seen {
  const requires = stillRequired(call, target);
  if (requires !== undefined) return { kind: 'runs', requires };
  return { kind: 'runs', ...(deniedBeside(call, target).length > 0 && { isDenied: true }) };
}
