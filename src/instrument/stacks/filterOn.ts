import { isLoaded, loadTables } from '../../engine/linux/index.ts';
import {
  architecturesFor,
  type Filter,
  type Profile,
  parseProfile,
  type Reader,
  resolve,
  type Target,
  versionsOf,
} from '../../engine/seccomp/index.ts';
import type { Parsed } from '../../engine/text/index.ts';
import { presetOf } from '../presets/presets.ts';

/** A preset's profile; undefined where its text does not load. */
export async function presetProfile(id: string | undefined): Promise<Profile | undefined> {
  const text = await presetOf(id)
    ?.load()
    .catch(() => undefined);
  return text === undefined ? undefined : textProfile(text);
}

/** A text's profile as `reader` reads it; undefined where it is none. */
export const textProfile = async (text: string, reader?: Reader): Promise<Profile | undefined> =>
  parseProfile(text, 0, reader).value;

/** What a stack makes of a profile, once its libseccomp's tables are there; undefined where they do not load. */
export async function filterOn(profile: Profile, target: Target): Promise<Parsed<Filter> | undefined> {
  const { libseccomp } = versionsOf(target);
  await loadTables([target.arch], libseccomp).catch(() => {});
  return filterWithTables(profile, target);
}

/** The same with the tables that are there; undefined where one is missing. */
export function filterWithTables(profile: Profile, target: Target): Parsed<Filter> | undefined {
  const { libseccomp } = versionsOf(target);
  const needed = architecturesFor(profile, target);
  return needed.every((arch) => isLoaded(arch, libseccomp)) ? resolve(profile, target) : undefined;
}
