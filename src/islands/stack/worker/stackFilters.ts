import { type Filter, type Profile, parseProfile, starts, type Target } from '../../../engine/seccomp/index.ts';
import { STACKS, type Stack } from '../../../engine/stack/index.ts';
import { type Diagnostic, isError, whenThere } from '../../../engine/text/index.ts';
import { filterOn, presetProfile } from '../../../instrument/stacks/filterOn.ts';
import { targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';
import type { Starting } from '../state/Facts.ts';

/** The machine of every row: x86_64, with its 32-bit programs. */
export const ARCH = 'SCMP_ARCH_X86_64';

/** What a stack makes of a profile. */
export interface StackFilter {
  stack: Stack;
  target: Target;
  /** Undefined where no container starts. */
  filter: Filter | undefined;
  starting: Starting;
  refusal: string | undefined;
  /** The calls of the runtime that the filter refuses, and without which no container starts. */
  refusedCalls: readonly string[];
}

/** Each stack's filter of its own default; throws where the text of one does not load. */
export async function defaultFilters(): Promise<readonly StackFilter[]> {
  const profiles = new Map<string, Promise<Profile | undefined>>();
  for (const { profile } of STACKS) profiles.set(profile, profiles.get(profile) ?? presetProfile(profile));
  return Promise.all(STACKS.map(async (stack) => defaultFilter(stack, await profiles.get(stack.profile))));
}

/** A stack's filter of that default. */
export async function defaultFilter(stack: Stack, profile: Profile | undefined): Promise<StackFilter> {
  const target: Target = { ...targetOfStack(stack, ARCH), builtin: true };
  const resolved = profile && (await filterOn(profile, target));
  if (resolved?.value === undefined) throw new Error(`The default of ${stack.id} did not load.`);
  return { stack, target, filter: resolved.value, starting: 'starts', refusal: undefined, refusedCalls: [] };
}

/** What each stack makes of a text of the reader's own, and what is wrong with the text wherever it is read. */
export async function ownFilters(
  text: string,
): Promise<{ filters: readonly StackFilter[]; problems: readonly Diagnostic[] }> {
  const { value: profile, diagnostics } = await whenThere(() => parseProfile(text));
  const isRefused = profile === undefined || diagnostics.some(isError);
  const filters = STACKS.map((stack) =>
    isRefused ? unstarted(stack, 'the profile is invalid') : ownFilter(stack, profile),
  );
  return { filters: await Promise.all(filters), problems: diagnostics };
}

async function ownFilter(stack: Stack, profile: Profile): Promise<StackFilter> {
  const target = targetOfStack(stack, ARCH);
  const resolved = await filterOn(profile, target);
  if (resolved === undefined) throw new Error(`The tables of ${stack.id} did not load.`);
  const { value: filter, diagnostics } = resolved;
  const refused = diagnostics.find(isError);
  if (filter === undefined || refused) return unstarted(stack, refused?.message);
  return { stack, target, filter, ...(await whenThere(() => startingOf(filter))), refusal: undefined };
}

const unstarted = (stack: Stack, refusal: string | undefined): StackFilter => ({
  stack,
  target: targetOfStack(stack, ARCH),
  filter: undefined,
  starting: 'fails',
  refusal,
  refusedCalls: [],
});

/** Whether the runtime survives what the filter refuses of the calls that it still makes. */
function startingOf(filter: Filter): Pick<StackFilter, 'starting' | 'refusedCalls'> {
  const refused = starts(filter)?.usual ?? [];
  const always = refused.filter(({ when }) => when === 'always').map(({ name }) => name);
  if (always.length > 0) return { starting: 'fails', refusedCalls: always };
  return { starting: refused.length > 0 ? 'may fail' : 'starts', refusedCalls: [] };
}
