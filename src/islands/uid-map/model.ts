import { format } from '../../engine/idmap/index.ts';
import { UID_MAP_LINK_DEFAULTS, type UidMapLink } from '../../share/UidMapLink.ts';
import type { OpenedFile } from '../../ui/openedFile.ts';
import { compute, textOf } from './compute.ts';
import { otherKind } from './otherKind.ts';
import type { Message, Mode, Opening, Source, State } from './State.ts';

/** The state that an author or a link opens with. */
export function init(mode: Mode, { link, notices = [] }: Opening): State {
  const { text, user, uid, id } = link;
  const source = link.source === 'uid_map' ? 'uid_map' : 'subuid';
  const side = link.side === 'outside' ? 'outside' : 'inside';
  const texts = { subuid: undefined, uid_map: undefined, [source]: text };
  return { mode, source, texts, user, uid, side, id, notices, changed: false };
}

/** The state after a message. */
export function update(state: State, message: Message): State {
  if (message.kind === 'open') return init(state.mode, message.opening);
  return { ...state, notices: [], changed: true, ...changes(state, message) };
}

function changes(state: State, message: Exclude<Message, { kind: 'open' }>): Partial<State> {
  switch (message.kind) {
    case 'source':
      return {
        source: message.source,
        texts: { ...state.texts, [message.source]: openingText(state, message.source) },
      };
    case 'read-as':
      return { source: message.source, texts: { ...state.texts, [message.source]: textOf(state) } };
    case 'text':
      return { texts: { ...state.texts, [state.source]: message.text } };
    case 'file':
      return fileChange(state, message.file);
    case 'user':
      return { user: message.user };
    case 'uid':
      return { uid: message.uid };
    case 'ask':
      return { side: message.side, id: message.id };
  }
}

/** A file may be of the other kind than the text before it. */
function fileChange(state: State, { value, diagnostics }: OpenedFile): Partial<State> {
  if (value === undefined) return { notices: diagnostics, changed: state.changed };
  const source = otherKind(state.source, value) ?? state.source;
  return { source, texts: { ...state.texts, [source]: value } };
}

/** What was there before; else the map as it is now, or the talk's line of /etc/subuid. */
function openingText(state: State, source: Source): string {
  const before = state.texts[source];
  if (before !== undefined) return before;
  if (source === 'subuid') return UID_MAP_LINK_DEFAULTS.text;
  return format(compute(state).extents, 'uid_map');
}

/** The state as a link says it. */
export function linkOf(state: State): UidMapLink {
  const { source, user, uid, side, id } = state;
  return { ...UID_MAP_LINK_DEFAULTS, source, text: textOf(state), user, uid, side, id };
}
