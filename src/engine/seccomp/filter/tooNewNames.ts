import { type Diagnostic, info } from '../../text/index.ts';
import type { Filter } from './Filter.ts';
import { type Target, versionsOf } from './Target.ts';

/**
 * Each name that the target's libseccomp doesn't know yet, at its first place: no typo, but the runtime leaves its rules out as it does a typo's (runc,
 * seccomp_linux.go matchCall; crun, libcrun_generate_seccomp).
 */
export function tooNewNames(tooNew: Filter['tooNew'], target: Target): Diagnostic[] {
  const { libseccomp } = versionsOf(target);
  const runtime = target.runtime === 'crun' ? 'crun' : 'runc';
  return [...tooNew].map(([name, { since, rules }]) => {
    const hint = `${runtime} ignores the name. libseccomp ${since} knows it.`;
    return info('name-too-new', `libseccomp ${libseccomp} does not know the call ${name}.`, hint, rules[0]?.nameSpan);
  });
}
