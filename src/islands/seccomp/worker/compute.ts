import { type Arch, isLoaded } from '../../../engine/linux/index.ts';
import {
  architecturesFor,
  type Filter,
  type Profile,
  parseProfile,
  readerOf,
  resolve,
  type SurveyRow,
  survey,
  type Target,
  versionsOf,
} from '../../../engine/seccomp/index.ts';
import type { Parsed } from '../../../engine/text/index.ts';
import { sameTarget } from '../state/target.ts';
import type { ResolvedText } from '../words/ask.ts';

/** What the engine makes of a text and a target, in stages. */
export interface Computed {
  text: string;
  target: Target;
  profile: Parsed<Profile>;
  /** ABIs of the filter whose tables, as the target's libseccomp has them, are not loaded here yet. */
  missing: readonly Arch[];
  /** Undefined where there is no profile to resolve, or tables are missing. */
  filter: Parsed<Filter> | undefined;
  /** The newest that answered; of an older text (or target) where the present one gives no filter. */
  resolved: ResolvedText | undefined;
}

/** Runs only the stages whose input differs from `before`, or was missing then; the last filter that answered is kept while there is no newer. */
export function compute(text: string, target: Target, before?: Computed): Computed {
  if (before && before.text === text && sameTarget(before.target, target) && before.missing.length === 0) return before;
  const reader = readerOf(target);
  const isRead = before?.text === text && readerOf(before.target) === reader;
  const profile = isRead ? before.profile : parseProfile(text, undefined, reader);
  const needed = profile.value ? architecturesFor(profile.value, target) : [];
  const { libseccomp } = versionsOf(target);
  const missing = needed.filter((arch) => !isLoaded(arch, libseccomp));
  const filter = profile.value && missing.length === 0 ? resolve(profile.value, target) : undefined;
  const resolved = filter?.value ? resolvedText(text, filter.value) : before?.resolved;
  return { text, target, profile, missing, filter, resolved };
}

function resolvedText(text: string, filter: Filter): ResolvedText {
  const surveys = new Map<Arch, readonly SurveyRow[]>();
  return { text, filter, survey: (arch) => surveys.get(arch) ?? keep(surveys, arch, survey(filter, arch)) };
}

function keep<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value): Value {
  kept.set(key, value);
  return value;
}

/** Whether the answer is of an older text or target, for the present one gives none. */
export function isStale({ filter, resolved }: Computed): boolean {
  return resolved !== undefined && filter?.value !== resolved.filter;
}
