import type { AddressCodec } from '../../../instrument/Instrument.ts';
import type { Preset } from '../../../instrument/presets/Preset.ts';
import { presetOf, unknownProfile } from '../../../instrument/presets/presets.ts';
import { LINK_LIMITS, type LinkLimits } from '../../../share/fragment.ts';
import { readSeccompLink, SECCOMP_LINK, SECCOMP_LINK_DEFAULTS, type SeccompLink } from '../../../share/seccompLink.ts';
import type { Opening } from './Message.ts';

/** The checker's states as fragments. */
export const ADDRESS_CODEC: AddressCodec<SeccompLink, Opening> = { format: SECCOMP_LINK, open: openFragment };

/** The state that a fragment opens, its profile's text fetched. What can't be read or found has its default, with a notice that says so. */
export async function openFragment(fragment: string, limits: LinkLimits = LINK_LIMITS): Promise<Opening> {
  const { value: link, diagnostics } = await readSeccompLink(fragment, limits);
  if (link.text !== undefined) return { link, text: link.text, notices: diagnostics };
  const preset = presetOf(link.profile);
  // An alias opens the preset that it stands for, so that the list shows it.
  if (preset) return { link: { ...link, profile: preset.id }, ...(await textOf(preset)), notices: diagnostics };
  const { profile = SECCOMP_LINK_DEFAULTS.profile } = SECCOMP_LINK.unsaid?.(link) ?? {};
  const fallback = presetOf(profile);
  return {
    link: { ...link, profile },
    ...(await textOf(fallback)),
    notices: [...diagnostics, unknownProfile(link.profile ?? '', fallback?.words ?? '')],
  };
}

function textOf(preset: Preset | undefined): Promise<Pick<Opening, 'text' | 'unfetched'>> {
  const loaded = preset?.load() ?? Promise.resolve('');
  return loaded.then(
    (text) => ({ text }),
    () => ({ text: '', unfetched: true }),
  );
}
