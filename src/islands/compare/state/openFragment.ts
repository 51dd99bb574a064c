import type { Diagnostic } from '../../../engine/text/index.ts';
import { newestDefault, presetNamed, presetOf, unknownProfile } from '../../../instrument/presets/presets.ts';
import { COMPARE_LINK_DEFAULTS, type ComparedProfile, readCompareLink } from '../../../share/compareLink.ts';
import type { LinkLimits } from '../../../share/fragment.ts';
import type { Opening } from './State.ts';

/** The state that a fragment opens. An alias and a stack's name open the preset that they stand for; a name that nothing has opens the default, with a notice. */
export async function openFragment(fragment: string, limits?: LinkLimits): Promise<Opening> {
  const { value, diagnostics } = await readCompareLink(fragment, limits);
  const before = known(value.before, COMPARE_LINK_DEFAULTS.before);
  const after = known(value.after, COMPARE_LINK_DEFAULTS.after);
  const at = placed(value.at);
  return {
    link: { ...value, before: before.profile, after: after.profile, at: at.id },
    notices: [...diagnostics, ...before.notices, ...after.notices, ...at.notices],
  };
}

/** Where in the ten years: an alias, too, and a stack's default. */
function placed(at: string | undefined): { id: string | undefined; notices: Diagnostic[] } {
  const preset = at === undefined ? undefined : presetNamed(at);
  if (at === undefined || preset) return { id: preset?.id, notices: [] };
  return { id: undefined, notices: [unknownProfile(at, newestDefault()?.words ?? '')] };
}

function known(
  profile: ComparedProfile,
  instead: ComparedProfile,
): { profile: ComparedProfile; notices: Diagnostic[] } {
  if ('text' in profile) return { profile, notices: [] };
  const preset = presetNamed(profile.preset);
  if (preset) return { profile: { preset: preset.id }, notices: [] };
  const words = 'preset' in instead ? (presetOf(instead.preset)?.words ?? '') : '';
  return { profile: instead, notices: [unknownProfile(profile.preset, words)] };
}
