import { SECCOMP_LINK, type SeccompLink } from '../../../share/seccompLink.ts';
import { mergeLinks } from '../../../share/writeLink.ts';
import type { Choices, Opening, State } from './State.ts';

/** What an opening says of the state; the texts before it stay. */
export function choicesIn({ link, text, source, notices = [] }: Opening): Omit<Choices, 'own' | 'past'> {
  const { profile, call, roads, arch, kernel, runtime, capabilities, privileged, show, find, on, sort } = link;
  return {
    asked: {
      text,
      source: source ?? (profile === undefined ? {} : { preset: profile }),
      target: { arch, kernel, runtime, capabilities, ...(privileged && { privileged }) },
      call,
      roadsOf: roads,
      trace: undefined,
      last: undefined,
    },
    isLed: false,
    ...{ kernel, show, find, on, sort, notices },
    undo: undefined,
    typing: false,
    looking: false,
    changed: false,
  };
}

/** The state as a link says it. */
export function linkOf({ asked: { source, text, target, call, roadsOf }, show, find, on, sort }: State): SeccompLink {
  const { arch, kernel, runtime, capabilities, privileged = false } = target;
  const preset = 'preset' in source ? source.preset : undefined;
  const profile = { profile: preset, text: preset ? undefined : text };
  return { ...profile, call, roads: roadsOf, arch, kernel, runtime, capabilities, privileged, show, find, on, sort };
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
