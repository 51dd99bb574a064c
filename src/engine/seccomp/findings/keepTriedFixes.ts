import { multiplexerOf, names, numberOf } from '../../linux/index.ts';
import { applyEdits } from '../../text/index.ts';
import type { Filter } from '../filter/Filter.ts';
import { outcomes } from '../filter/outcomes.ts';
import { resolve } from '../filter/resolve.ts';
import type { Target } from '../filter/Target.ts';
import type { Verdict } from '../filter/Verdict.ts';
import type { Profile } from '../profile/Profile.ts';
import { parseProfile } from '../profile/parseProfile.ts';
import type { Finding } from './Finding.ts';

/** How much text is read again to try fixes: dozens of times for a profile of usual length, and never for one of megabytes. */
const MOST_CHARACTERS = 2_000_000;
const MOST_TRIES = 50;

/**
 * Keeps a finding's fix only if it does what it promises. Each fix is applied to the text, and the profile that comes of it is examined with `look`:
 * exactly this finding must be gone, and no other may have come or gone. No rule alone can tell that, since libseccomp combines all rules for a call.
 * The fix of a denial that has no effect (`finding.denies`) is judged by verdicts instead: other findings about the same calls may go with it.
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
    const { fix, ...withoutFix } = finding;
    if (fix === undefined || text === undefined) return withoutFix;
    left -= 1;
    if (left < 0) return withoutFix;
    const fixed = parseProfile(applyEdits(text, fix), 0).value;
    return fixed !== undefined && works(finding, fixed) ? finding : withoutFix;
  });

  function works(finding: Finding, fixed: Profile): boolean {
    if (finding.denies === undefined) return isOnlyOneGone(finding, found, look(fixed, target));
    const [before, after] = [resolve(profile, target).value, resolve(fixed, target).value];
    return before !== undefined && after !== undefined && deniesOnly(before, after, finding.denies);
  }
}

/** Whether the two lists have the same codes equally often, but for the one finding that is gone. */
function isOnlyOneGone(gone: Finding, before: readonly Finding[], after: readonly Finding[]): boolean {
  const counts = new Map<string, number>([[gone.code, -1]]);
  for (const { code } of before) counts.set(code, (counts.get(code) ?? 0) + 1);
  for (const { code } of after) counts.set(code, (counts.get(code) ?? 0) - 1);
  return [...counts.values()].every((count) => count === 0);
}

/**
 * Whether `after` answers the denied calls as `denies` says, on every ABI and whatever their arguments, and all other calls as `before` does. A
 * multiplexer (`socketcall`, `ipc`) of a denied call may change with it.
 */
function deniesOnly(before: Filter, after: Filter, denies: NonNullable<Finding['denies']>): boolean {
  const denied = new Set(denies.names);
  const multiplexers = new Set<string | undefined>(denies.names.map((name) => multiplexerOf(name)?.name));
  const wanted = answersOf([denies]);
  return before.architectures.every((arch) =>
    names(arch).every((name) => {
      if (multiplexers.has(name)) return true;
      const call = { arch, syscall: numberOf(arch, name) ?? -1 };
      const given = answersOf(outcomes(after, call));
      return given === (denied.has(name) ? wanted : answersOf(outcomes(before, call)));
    }),
  );
}

const answersOf = (answers: readonly Pick<Verdict, 'action' | 'data'>[]) =>
  [...new Set(answers.map(({ action, data }) => `${action} ${data}`))].sort().join();
