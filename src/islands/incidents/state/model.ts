import { askAnew, beginning, openedOwn, profileAsked, updateOwn } from '../../../instrument/ownProfile/ownProfile.ts';
import { afterOpening, isWaiting, waited } from '../../../instrument/worker/useWaiting.ts';
import { INCIDENTS_LINK, type IncidentsLink } from '../../../share/incidentsLink.ts';
import { mergeLinks } from '../../../share/writeLink.ts';
import type { Incident, Message, Opening, Question, Reply, State } from './State.ts';

/** The state that a page is served with. */
export function init(opening: Opening, incidents: readonly Incident[], reply: Reply): State {
  const { stack, profile } = opening.link;
  const question = { stack, profile, needs: incidents, turn: 0 };
  return { ...beginning(opening, reply), answer: { question, reply }, incidents };
}

export function update(state: State, message: Message): State {
  const changed = { ...state, notices: [], changed: true };
  switch (message.kind) {
    case 'stack':
      return askAnew(changed, { ...state.asked, stack: message.stack });
    case 'show':
      return { ...changed, asked: { ...state.asked, ...message.shown } };
    case 'own':
    case 'uses-own':
    case 'file':
    case 'undo':
      return updateOwn(state, message, askOwn);
    case 'open':
      return open(state, message.opening, message.over);
    default:
      return waited(state, message);
  }
}

/** What waits for an answer; undefined where nothing does. */
export function questionOf(state: State): Question | undefined {
  const { asked, incidents, turn } = state;
  return isWaiting(state) ? { stack: asked.stack, profile: asked.profile, needs: incidents, turn } : undefined;
}

function open(state: State, opening: Opening, over: IncidentsLink | undefined): State {
  const { link } = opening;
  const merged = over ? mergeLinks(INCIDENTS_LINK, { start: over, mine: state.asked, link }) : link;
  const isInitial = over !== undefined;
  return afterOpening(askAnew(openedOwn(state, opening, merged.profile, isInitial), merged), isInitial);
}

const askOwn = (state: State): State => askAnew(state, { ...state.asked, profile: profileAsked(state) });
