import { isMultiplexedName, names, numberOf } from '../../linux/index.ts';
import { applyEdits } from '../../text/index.ts';
import type { Filter } from '../filter/Filter.ts';
import { outcomes } from '../filter/outcomes.ts';
import { resolve } from '../filter/resolve.ts';
import type { Target } from '../filter/Target.ts';
import type { Verdict } from '../filter/Verdict.ts';
import type { Profile } from '../profile/Profile.ts';
import { parseProfile } from '../profile/parseProfile.ts';
import type { Finding } from './Finding.ts';

/** Characters read again to try fixes; a profile of usual length has dozens of tries, one of megabytes none. */
const MOST_CHARACTERS = 2_000_000;
const MOST_TRIES = 50;

/**
 * Leaves those fixes that leave one finding less, exactly: each is made, and the profile is looked at again. Where a denial is to count, the verdicts
 * are looked at instead: what the calls were open to is found no more either, and the denial may then say no more than the default. libseccomp puts the rules for a call
 * together in ways that no single rule tells, so that nothing less is sure.
 */
export function keepTriedFixes(
  found: readonly Finding[],
  profile: Profile,
  text: string | undefined,
  target: Target,
  look: (profile: Profile, target: Target) => readonly Finding[],
): readonly Finding[] {
  let left = text === undefined ? 0 : Math.min(MOST_TRIES, Math.floor(MOST_CHARACTERS / Math.max(1, text.length)));
  return found.map((finding) => {
    const { fix, ...rest } = finding;
    if (fix === undefined || text === undefined) return rest;
    left -= 1;
    if (left < 0) return rest;
    const mended = parseProfile(applyEdits(text, fix), 0).value;
    return mended !== undefined && does(finding, mended) ? finding : rest;
  });

  function does(finding: Finding, mended: Profile): boolean {
    if (finding.denies === undefined) return leavesOut(found, finding, look(mended, target));
    const [before, after] = [resolve(profile, target).value, resolve(mended, target).value];
    return before !== undefined && after !== undefined && deniesOnly(before, after, finding.denies);
  }
}

function leavesOut(before: readonly Finding[], finding: Finding, after: readonly Finding[]): boolean {
  const counts = new Map<string, number>([[finding.code, -1]]);
  for (const { code } of before) counts.set(code, (counts.get(code) ?? 0) + 1);
  for (const { code } of after) counts.set(code, (counts.get(code) ?? 0) - 1);
  return [...counts.values()].every((count) => count === 0);
}

const MULTIPLEXERS: ReadonlySet<string> = new Set(['socketcall', 'ipc']);

/**
 * Whether `after` gives the calls of `denies` its answer, on every ABI and whatever their arguments, and every other call what `before` gives it; but
 * the call by which an ABI reaches some of them as well changes with these.
 */
export function deniesOnly(before: Filter, after: Filter, denies: NonNullable<Finding['denies']>): boolean {
  const denied = new Set(denies.names);
  const reached: ReadonlySet<string> = denies.names.some(isMultiplexedName) ? MULTIPLEXERS : new Set();
  const wanted = inWords([denies]);
  return before.architectures.every((arch) =>
    [...names(arch)].every((name) => {
      if (reached.has(name)) return true;
      const call = { arch, syscall: numberOf(arch, name) ?? -1 };
      const given = inWords(outcomes(after, call));
      return given === (denied.has(name) ? wanted : inWords(outcomes(before, call)));
    }),
  );
}

const inWords = (answers: readonly Pick<Verdict, 'action' | 'data'>[]) =>
  [...new Set(answers.map(({ action, data }) => `${action} ${data}`))].sort().join();
