import { CAPABILITIES, isLoaded } from '../linux/index.ts';
import {
  architecturesFor,
  engineOf,
  type Filter,
  parseProfile,
  readerOf,
  resolve,
  type Target,
  textOf,
  versionsOf,
} from '../seccomp/index.ts';
import { stackOf, targetOfStack } from '../stack/index.ts';
import { type Diagnostic, isError } from '../text/index.ts';
import type { Under } from './Asks.ts';
import type { ProfileSubject } from './CheckResult.ts';

/** The filter that a check asks; or why there is none: what the engine or the runtime has against the profile. */
export type Given = { filter: Filter } | { refusal: Diagnostic; target: Target };

/** The filter of the profile for each check's conditions, made once for those that are alike. */
export function filtersOf(subject: ProfileSubject): (under: Under) => Given {
  const made = new Map<string, Given>();
  return (under) => {
    const key = JSON.stringify(under);
    const given = made.get(key) ?? filterUnder(subject, under);
    made.set(key, given);
    return given;
  };
}

function filterUnder({ profile, target: usual }: ProfileSubject, under: Under): Given {
  const target = targetUnder(usual, under);
  const text = textOf(profile);
  // Another engine, or another release of it, may read the same text otherwise.
  const read = text === undefined ? undefined : parseProfile(text, undefined, readerOf(target));
  const own = read?.value ?? profile;
  const { libseccomp } = versionsOf(target);
  if (!architecturesFor(own, target).every((arch) => isLoaded(arch, libseccomp))) {
    return { refusal: { code: 'not-loaded', severity: 'error', message: 'The tables are not loaded yet.' }, target };
  }
  const { value: filter, diagnostics } = resolve(own, target);
  const refusal = [...(read?.diagnostics ?? []), ...diagnostics].find(isError);
  if (filter && (filter.off || refusal === undefined)) return { filter };
  return {
    refusal: refusal ?? { code: 'refused', severity: 'error', message: 'The runtime refuses the profile.' },
    target,
  };
}

/** The target with what the check names: another stack's versions and capabilities, then capabilities more or fewer. */
export function targetUnder(target: Target, { stack: id, with: more, without }: Under): Target {
  const stack = id === undefined ? undefined : stackOf(id);
  const { builtin, privileged, ...other } = stack ? { ...target, ...targetOfStack(stack, target.arch) } : target;
  const isOwnDefault =
    builtin && engineOf(target) === engineOf(other) && versionsOf(target).engine === versionsOf(other).engine;
  const held = [...other.capabilities, ...more].filter((each) => !without.includes(each));
  return {
    ...other,
    ...(privileged && { privileged }),
    ...(isOwnDefault && { builtin }),
    capabilities: CAPABILITIES.filter((each) => held.includes(each)),
  };
}
