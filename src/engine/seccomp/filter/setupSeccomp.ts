import type { Diagnostic } from '../../text/index.ts';
import type { Profile } from '../profile/Profile.ts';
import { mobyFindings, mobyProfile } from './mobyProfile.ts';
import type { OciProfile } from './OciProfile.ts';
import { podmanFindings, podmanProfile } from './podmanProfile.ts';
import { engineOf, type Target } from './Target.ts';

/** What of a profile reaches the runtime, and what the engine before it finds. */
export interface Handed {
  oci: OciProfile;
  diagnostics: readonly Diagnostic[];
}

/** What Docker or Podman hands to the runtime. An OCI config.json has been through them already. */
export function setupSeccomp(profile: Profile, target: Target): Handed {
  if (profile.format === 'oci') return { oci: asWritten(profile), diagnostics: [] };
  if (engineOf(target) === 'podman') {
    const oci = podmanProfile(profile, target);
    return { oci, diagnostics: podmanFindings(profile, oci, target.arch) };
  }
  return { oci: mobyProfile(profile, target), diagnostics: mobyFindings(profile, target) };
}

function asWritten({ rules, architectures, defaultErrnoRet }: Profile): OciProfile {
  return {
    rules,
    inactive: [],
    architectures: architectures.map(({ text }) => text),
    ...(defaultErrnoRet !== undefined && { defaultErrnoRet }),
  };
}
