import type { Parsed } from '../../text/index.ts';
import type { Profile } from '../profile/Profile.ts';
import type { Filter } from './Filter.ts';
import type { Target } from './Target.ts';

/** The filter that the runtime builds of `profile` for `target`; undefined where it refuses to start the container, and why is an error among the diagnostics. */
export function resolve(profile: Profile, target: Target): Parsed<Filter> {
  return {
    value: { target, profile, architectures: [target.arch], defaultAnswer: { action: 'ERRNO', data: 1 } },
    diagnostics: [],
  };
}
