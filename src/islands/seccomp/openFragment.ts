import type { Diagnostic } from '../../engine/text/index.ts';
import { LINK_LIMITS, type LinkLimits } from '../../share/linkLimits.ts';
import { readSeccompLink, SECCOMP_LINK_DEFAULTS } from '../../share/seccompLink.ts';
import { presetOf } from './presets.ts';
import type { Opening } from './State.ts';

/** The state that a fragment opens, its profile's text fetched. What can't be read or found has its default, with a notice that says so. */
export async function openFragment(fragment: string, limits: LinkLimits = LINK_LIMITS): Promise<Opening> {
  const { value: link, diagnostics } = await readSeccompLink(fragment, limits);
  if (link.text !== undefined) return { link, text: link.text, notices: diagnostics };
  const preset = presetOf(link.profile);
  // An alias opens the preset that it stands for, so that the list shows it.
  if (preset) return { link: { ...link, profile: preset.id }, text: await preset.load(), notices: diagnostics };
  const profile = SECCOMP_LINK_DEFAULTS.profile;
  const fallback = presetOf(profile);
  return {
    link: { ...link, profile },
    text: fallback ? await fallback.load() : '',
    notices: [...diagnostics, unknownProfile(link.profile ?? '', fallback?.words ?? '')],
  };
}

function unknownProfile(name: string, instead: string): Diagnostic {
  return {
    code: 'link-profile',
    severity: 'error',
    message: `This link names the profile “${name}”, which this page does not have.`,
    hint: `Showing ${instead} instead.`,
  };
}
