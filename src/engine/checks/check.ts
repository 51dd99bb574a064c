import type { Check, CheckResult, CheckSubject, Traces } from './CheckResult.ts';
import { checkMap } from './checkMap.ts';
import { checkProfile } from './checkProfile.ts';

/**
 * Puts checks to a profile on its target, or to the text of a map: a result for each, in their order. A check that is not of such a subject, or that the
 * subject is too broken for, fails and says so. Never throws, but in a page, where a part of the engine is not loaded yet (`whenThere`). `traces`: those that
 * checks may name.
 */
export function check(subject: CheckSubject, checks: readonly Check[], traces: Traces = new Map()): CheckResult[] {
  return 'mapText' in subject ? checkMap(subject, checks) : checkProfile(subject, checks, traces);
}
