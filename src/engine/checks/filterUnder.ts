import { isLoaded } from '../linux/index.ts';
import {
  architecturesFor,
  engineOf,
  type Filter,
  isUnconfined,
  parseProfile,
  readerOf,
  resolve,
  type Target,
  textOf,
  versionsOf,
} from '../seccomp/index.ts';
import { type Stack, stackOf, targetOfStack } from '../stack/index.ts';
import { type Diagnostic, error, isError } from '../text/index.ts';
import type { Under } from './Asks.ts';
import type { ProfileSubject } from './CheckResult.ts';

/** The filter that a check asks; or why there is none: what the engine or the runtime has against the profile. */
export type Given = { filter: Filter } | { refusals: readonly Diagnostic[] };

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
  if (!architecturesFor(own, target).every((arch) => isLoaded(arch, libseccomp))) return { refusals: [NOT_LOADED] };
  const { value: filter, diagnostics } = resolve(own, target);
  const refusals = [...(read?.diagnostics ?? []), ...diagnostics].filter(isError);
  return filter && (isUnconfined(target) || refusals.length === 0) ? { filter } : { refusals };
}

const NOT_LOADED = error('architecture-loading', 'The calls of an architecture are not loaded yet.');

/** The target with what the check names: another stack's versions and capabilities, then capabilities more or fewer. */
export function targetUnder(target: Target, { stack: id, with: more, without }: Under): Target {
  const stack = id === undefined ? undefined : stackOf(id);
  const on = stack ? onStack(target, stack) : target;
  if (more.length + without.length === 0) return on;
  const held = [...on.capabilities, ...more].filter((each) => !without.includes(each));
  return { ...on, capabilities: [...new Set(held)] };
}

/** The same machine with what a stack has. A profile that was the engine's own default is a file to another release. */
function onStack({ builtin, ...target }: Target, stack: Stack): Target {
  const on: Target = { ...target, ...targetOfStack(stack, target.arch) };
  const isSame = engineOf(target) === engineOf(on) && versionsOf(target).engine === versionsOf(on).engine;
  return builtin && isSame ? { ...on, builtin } : on;
}
