import { loadTables } from '../engine/linux/index.ts';
import { type Filter, parseProfile, resolve, versionsOf } from '../engine/seccomp/index.ts';
import { presetOf } from '../instrument/presets/presets.ts';
import { targetIn } from '../islands/seccomp/state/opening.ts';
import type { SeccompLink } from '../share/seccompLink.ts';

/** The filter that a link's runtime would load, of its preset; throws for no such preset or where it would be refused, as our own prose asked for it. */
export async function linkFilter(link: SeccompLink): Promise<Filter> {
  const preset = link.profile === undefined ? undefined : presetOf(link.profile);
  if (preset === undefined) throw new Error(`No profile “${link.profile}”.`);
  const { value: profile } = parseProfile(await preset.load());
  const target = targetIn(link);
  await loadTables([target.arch], versionsOf(target).libseccomp);
  const filter = profile && resolve(profile, target).value;
  if (filter === undefined) throw new Error(`“${link.profile}” gives no filter on ${target.arch}.`);
  return filter;
}
