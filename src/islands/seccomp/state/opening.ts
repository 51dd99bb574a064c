import type { Target, Versions } from '../../../engine/seccomp/index.ts';
import { SECCOMP_LINK, type SeccompLink } from '../../../share/seccompLink.ts';
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
