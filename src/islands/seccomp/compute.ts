import type { Arch } from '../../engine/linux/index.ts';
import {
  type Filter,
  type Profile,
  parseProfile,
  resolve,
  type SurveyRow,
  survey,
  type Target,
} from '../../engine/seccomp/index.ts';
import type { Parsed } from '../../engine/text/index.ts';
import { sameTarget } from './target.ts';

/** A filter with what was asked of all of it, and the text it was made of. */
export interface Answering {
  text: string;
  filter: Filter;
  surveys: ReadonlyMap<Arch, readonly SurveyRow[]>;
}

/** What the engine makes of a text and a target, in stages. */
export interface Computed {
  text: string;
  target: Target;
  profile: Parsed<Profile>;
  /** Undefined where there is no profile to resolve. */
  filter: Parsed<Filter> | undefined;
  /** The newest that answered; of an older text (or target) where the present one gives no filter. */
  answering: Answering | undefined;
}

/** Runs only the stages whose input differs from `before`; the last filter that answered is kept while there is no newer. */
export function compute(text: string, target: Target, before?: Computed): Computed {
  if (before && before.text === text && sameTarget(before.target, target)) return before;
  const profile = before?.text === text ? before.profile : parseProfile(text);
  const filter = profile.value && resolve(profile.value, target);
  const answering = filter?.value ? answeringOf(text, filter.value) : before?.answering;
  return { text, target, profile, filter, answering };
}

function answeringOf(text: string, filter: Filter): Answering {
  return { text, filter, surveys: new Map(filter.architectures.map((arch) => [arch, survey(filter, arch)])) };
}

/** Whether the answer is of an older text or target, for the present one gives none. */
export function isStale({ filter, answering }: Computed): boolean {
  return answering !== undefined && filter?.value !== answering.filter;
}
