import type { Target, Versions } from '../../../engine/seccomp/index.ts';
import type { AddressCodec } from '../../../instrument/Instrument.ts';
import type { Preset } from '../../../instrument/presets/Preset.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { unknownProfile } from '../../../instrument/presets/unknownProfile.ts';
import { LINK_LIMITS, type LinkLimits } from '../../../share/linkLimits.ts';
import { readSeccompLink, SECCOMP_LINK, SECCOMP_LINK_DEFAULTS, type SeccompLink } from '../../../share/seccompLink.ts';
import { mergeLinks } from '../../../share/writeLink.ts';
import type { Choices, Opening, State } from './State.ts';

/** What an opening says of the state; the texts before it stay. */
export function choicesIn({ link, text, source, notices = [] }: Opening): Omit<Choices, 'own' | 'past'> {
  const { stack, profile, call, roads, kernel, show, find, on, sort, checks } = link;
  return {
    asked: {
      text,
      source: source ?? (profile === undefined ? {} : { preset: profile }),
      target: targetIn(link),
      call,
      roadsOf: roads,
      trace: undefined,
      last: undefined,
    },
    isLed: false,
    ...{ stack, kernel, show, find, on, sort, checks, notices },
    undo: undefined,
    typing: false,
    looking: false,
    changed: false,
  };
}

/** The target that a link says. */
export function targetIn(link: SeccompLink): Target {
  const { arch, kernel, runtime, capabilities, privileged, engine, engineVersion, runtimeVersion, libseccomp } = link;
  const versions: Versions = {
    ...(engineVersion !== undefined && { engine: engineVersion }),
    ...(runtimeVersion !== undefined && { runtime: runtimeVersion }),
    ...(libseccomp !== undefined && { libseccomp }),
  };
  return {
    ...{ arch, kernel, runtime, capabilities },
    ...(privileged && { privileged }),
    ...(engine && { engine }),
    ...(Object.keys(versions).length > 0 && { versions }),
  };
}

/** The state as a link says it. */
export function linkOf({
  stack,
  asked: { source, text, target, call, roadsOf },
  show,
  find,
  on,
  sort,
  checks,
}: State): SeccompLink {
  const { arch, kernel, runtime, capabilities, privileged = false, engine, versions = {} } = target;
  const preset = 'preset' in source ? source.preset : undefined;
  return {
    stack,
    ...{ profile: preset, text: preset ? undefined : text },
    ...{ call, roads: roadsOf, arch, kernel, engine, engineVersion: versions.engine },
    ...{ runtime, runtimeVersion: versions.runtime, libseccomp: versions.libseccomp },
    ...{ capabilities, privileged, show, find, on, sort, checks },
  };
}

/** What is opened, with what the reader has changed since `over` kept. */
export function withChanges(state: State, opening: Opening, over: SeccompLink): Opening {
  const { text, source } = state.asked;
  const mine = linkOf(state);
  // An empty question was nobody's choice over the link's.
  const call = mine.call.trim() === '' ? over.call : mine.call;
  const link = mergeLinks(SECCOMP_LINK, { start: over, mine: { ...mine, call }, link: opening.link });
  const hasOwnText = link.profile !== opening.link.profile || link.text !== opening.link.text;
  return { ...opening, link, ...(hasOwnText && { text, source }) };
}

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
