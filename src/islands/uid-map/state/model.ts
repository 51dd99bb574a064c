import type { Mode } from '../../../instrument/Instrument.ts';
import type { UidMapLink, UidMapSource } from '../../../share/uidMapLink.ts';
import { initWith, linkWith, type MapEngine, updateWith } from './changes.ts';
import { compute } from './compute.ts';
import { followText } from './followText.ts';
import { withGroups } from './groupsToo.ts';
import { planOf, planText } from './planOf.ts';
import { recognised } from './recognised.ts';
import type { Message, Opening, State } from './State.ts';

/** The model with the engine, which tells all of a change: in the worker, at build time and in tests. */
const ENGINE: MapEngine = {
  kindOf,
  followText: (state, text) => ({
    ...followText(state, text),
    ...(state.isOpened && kindOf(text) !== 'subuid' && { readAs: 'paste', isOpened: false }),
  }),
  rangesIn: (text) =>
    recognised(text)
      .find((part) => part.kind === 'subids' && part.of !== 'subgid')
      ?.text.trimEnd(),
  splitGroups: (state) => withGroups(state.texts[0], compute(state)),
  planned: (state) => {
    const { solved, mappings } = planOf(state);
    const [mapping] = mappings;
    return solved?.value && mapping && { text: planText(solved.value, state), mapping };
  },
};

/** The state that an author or a link opens with. */
export const init = (mode: Mode, opening: Opening): State => initWith(ENGINE, mode, opening);

/** The state after a message. */
export const update = (state: State, message: Message): State => updateWith(ENGINE, state, message);

/** The state as a link says it. */
export const linkOf = (state: State): UidMapLink => linkWith(ENGINE, state);

function kindOf(text: string): UidMapSource {
  const [part, ...others] = recognised(text);
  if (part === undefined || others.length > 0) return 'paste';
  if (part.kind === 'subids' && part.of === 'either') return 'subuid';
  if (part.kind === 'map' && part.of === 'either') return 'uid_map';
  return 'paste';
}
