import { type Arch, isKnownName } from '../engine/linux/index.ts';
import {
  DOCKER_CAPABILITIES,
  type Filter,
  parseProfile,
  resolve,
  survey,
  versionsOf,
} from '../engine/seccomp/index.ts';
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

/** How many calls of an ABI a profile lets through whatever their arguments, by their arguments, or never. */
export interface CallCounts {
  allowed: number;
  depends: number;
  refused: number;
  /** Calls that some arguments get through: allowed and depends. */
  reachable: number;
  total: number;
}

/** Counts every call of `arch`'s table that the filter's libseccomp knows by name under a preset, with Docker's capabilities. */
export async function presetCounts(id: string, arch: Arch): Promise<CallCounts> {
  const filter = await presetFilter(id, arch);
  const rows = survey(filter, arch).filter(({ name }) => isKnownName(name, versionsOf(filter.target).libseccomp));
  const count = (summary: string) => rows.filter((row) => row.summary === summary).length;
  const [allowed, depends] = [count('allow'), count('depends')];
  return { allowed, depends, refused: count('deny'), reachable: allowed + depends, total: rows.length };
}
