import { stackOf } from '../../../engine/stack/index.ts';
import { presetNamed } from '../../../instrument/presets/presetNamed.ts';
import { unknownProfile } from '../../../instrument/presets/unknownProfile.ts';
import { FILTER_LINK_STACK, readFilterLink } from '../../../share/filterLink.ts';
import type { LinkLimits } from '../../../share/linkLimits.ts';
import type { Opening } from './State.ts';

/** The state that a fragment opens. An alias and a stack's name open the preset that they stand for; a name that nothing has opens the stack's default, with a notice. */
export async function openFragment(fragment: string, limits?: LinkLimits): Promise<Opening> {
  const { value: link, diagnostics } = await readFilterLink(fragment, limits);
  if (link.preset === undefined) return { link, notices: diagnostics };
  const preset = presetNamed(link.preset);
  if (preset) return { link: { ...link, preset: preset.id }, notices: diagnostics };
  const instead = presetNamed(stackOf(link.stack ?? FILTER_LINK_STACK)?.profile ?? FILTER_LINK_STACK);
  return {
    link: { ...link, preset: undefined },
    notices: [...diagnostics, unknownProfile(link.preset, instead?.words ?? '')],
  };
}
