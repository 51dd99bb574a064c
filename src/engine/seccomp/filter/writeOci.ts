import { formatProfile } from '../profile/formatProfile.ts';
import type { Profile } from '../profile/Profile.ts';
import { setupSeccomp } from './setupSeccomp.ts';
import type { Target } from './Target.ts';

/**
 * The text of what the target's engine hands to the runtime: the rules that apply to the target's machine, kernel and capabilities, with no conditions
 * left. containerd reads a file as the OCI's linux.seccomp (contrib/seccomp, WithProfile) and ignores conditions: this one it takes for what it is.
 */
export function writeOci(profile: Profile, target: Target): string {
  const { rules, architectures, defaultErrnoRet, flags, listenerPath } = setupSeccomp(profile, target).oci;
  return formatProfile({
    ...{ defaultAction: profile.defaultAction, defaultErrnoRet, architectures, listenerPath },
    flags: flags.map(({ text }) => text),
    rules: rules.map(({ names, action, errnoRet, args, comment }) => ({
      ...{ names: names.map(({ text }) => text), action, errnoRet, comment },
      args: args.map(({ index, op, value, valueTwo }) => ({
        ...{ index, op, value },
        ...(valueTwo !== 0n && { valueTwo }),
      })),
    })),
  });
}
