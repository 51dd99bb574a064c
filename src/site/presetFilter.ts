import type { Arch } from '../engine/linux/index.ts';
import { DOCKER_CAPABILITIES, type Filter, parseProfile, resolve } from '../engine/seccomp/index.ts';
import { presetOf } from '../islands/seccomp/state/presets/presets.ts';
import { SECCOMP_LINK_DEFAULTS } from '../share/seccompLink.ts';

/** A preset as runc would load it with Docker's capabilities on the kernel that links mean; throws where it would refuse, as our own prose asked for it. */
export async function presetFilter(id: string, arch: Arch): Promise<Filter> {
  const preset = presetOf(id);
  if (preset === undefined) throw new Error(`No profile “${id}”.`);
  const { value: profile } = parseProfile(await preset.load());
  const target = {
    arch,
    kernel: SECCOMP_LINK_DEFAULTS.kernel,
    capabilities: DOCKER_CAPABILITIES,
    runtime: 'runc',
  } as const;
  const filter = profile && resolve(profile, target).value;
  if (filter === undefined) throw new Error(`“${id}” gives no filter on ${arch}.`);
  return filter;
}
