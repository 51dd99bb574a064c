import { askAnew, profileAsked, replaceOwn } from '../../../instrument/ownProfile/ownProfile.ts';
import { isWaiting, waited } from '../../../instrument/worker/Waiting.ts';
import { INCIDENTS_LINK, type IncidentsLink } from '../../../share/incidentsLink.ts';
import { mergeLinks } from '../../../share/writeLink.ts';
import type { Incident } from './Needs.ts';
import type { Reply } from './Reply.ts';
import type { Message, Opening, Question, State } from './State.ts';

/** The state that a page is served with. */
export function init({ link, notices = [] }: Opening, incidents: readonly Incident[], reply: Reply): State {
  const { stack, profile } = link;
  return {
    incidents,
    asked: link,
    own: profile ?? '',
    usesOwn: profile !== undefined,
    undo: undefined,
    turn: 0,
    answer: { question: { stack, profile, needs: incidents, turn: 0 }, reply },
    notices,
    changed: false,
    late: false,
    trouble: undefined,
  };
}

export function update(state: State, message: Message): State {
  const changed = { ...state, notices: [], changed: true };
  switch (message.kind) {
    case 'stack':
      return askAnew(changed, { ...state.asked, stack: message.stack });
    case 'show':
      return { ...changed, asked: { ...state.asked, ...message.shown } };
    case 'own':
      return askOwn({ ...changed, own: message.text, undo: undefined });
    case 'uses-own':
      return askOwn({ ...changed, usesOwn: message.usesOwn });
    case 'file': {
      const { name, value, diagnostics } = message.file;
      if (value === undefined) return { ...state, notices: diagnostics };
      return askOwn({ ...replaceOwn(changed, value, `Opened ${name}.`), notices: diagnostics, usesOwn: true });
    }
    case 'undo':
      return askOwn({ ...changed, own: state.undo?.before ?? state.own, undo: undefined });
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

function open(state: State, { link, notices = [] }: Opening, over: IncidentsLink | undefined): State {
  const merged = over ? mergeLinks(INCIDENTS_LINK, { start: over, mine: state.asked, link }) : link;
  const { profile } = merged;
  const changed = over !== undefined && state.changed;
  const next = { ...state, notices, changed, usesOwn: profile !== undefined };
  return askAnew(profile === undefined ? next : replaceOwn(next, profile, 'The link replaced your profile.'), merged);
}

const askOwn = (state: State): State => askAnew(state, { ...state.asked, profile: profileAsked(state) });
