import { presetNamed } from '../../../instrument/presets/presetNamed.ts';
import type { LinkFormat } from '../../../share/linkKey.ts';
import { isWithin, WRITTEN_LIMITS } from '../../../share/linkLimits.ts';
import { SECCOMP_LINK, type SeccompLink, stackLink } from '../../../share/seccompLink.ts';
import { writeLink } from '../../../share/writeLink.ts';
import type { SideFilter } from './sideFilter.ts';

/** A text is packed once: the calls of a profile differ in a few letters. */
const WITHOUT_CALL: LinkFormat<SeccompLink> = {
  ...SECCOMP_LINK,
  keys: SECCOMP_LINK.keys.filter(({ names }) => !names.includes('call')),
};

/** The profile checker's fragment with a side's profile on its stack, all but the call; undefined where the text is too long for a link. */
export async function checkerState({ asked, facts: { stack } }: SideFilter): Promise<string | undefined> {
  const { profile, arch } = asked;
  const said =
    'text' in profile
      ? { profile: undefined, text: profile.text }
      : { profile: presetNamed(profile.preset)?.id, text: undefined };
  const fragment = await writeLink(WITHOUT_CALL, { ...stackLink(stack), ...said, arch });
  return isWithin(WRITTEN_LIMITS, fragment, 'text' in profile ? [profile.text] : []) ? fragment : undefined;
}
