import { askAnew, beginning, openedOwn, profileAsked, updateOwn } from '../../../instrument/ownProfile/ownProfile.ts';
import { afterOpening, isWaiting, waited } from '../../../instrument/worker/useWaiting.ts';
import { STACK_TABLE_DEFAULTS, STACK_TABLE_LINK, type StackTableLink } from '../../../share/stackTableLink.ts';
import { mergeLinks } from '../../../share/writeLink.ts';
import type { Asked, Message, Opening, Question, Reply, State } from './State.ts';

/** The state that a page is served with. */
export const init = (opening: Opening, reply: Reply): State => ({ ...beginning(opening, reply), isCallChosen: false });

export function update(state: State, message: Message): State {
  const changed = { ...state, notices: [], changed: true };
  switch (message.kind) {
    case 'ask':
      return askFields(changed, message.asked);
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
export const questionOf = (state: State): Question | undefined =>
  isWaiting(state) ? { ...state.asked, turn: state.turn } : undefined;

function open(state: State, opening: Opening, over: StackTableLink | undefined): State {
  const { link } = opening;
  const merged = over ? mergeLinks(STACK_TABLE_LINK, { start: over, mine: state.asked, link }) : link;
  const isInitial = over !== undefined;
  const opened = openedOwn({ ...state, isCallChosen: true }, opening, merged.profile, isInitial);
  return afterOpening(askAnew(opened, merged), isInitial);
}

/** With the profile that is chosen. A row belongs to the question that a link asked, and goes with it. */
const askOwn = (state: State): State =>
  askAnew(state, { ...state.asked, stack: undefined, profile: profileAsked(state) });

/** The call that nobody chose gives way to an image, all of whose calls are then asked, and comes back with the end of it. */
function askFields(state: State, change: Partial<Asked>): State {
  const asked = { ...state.asked, stack: undefined, ...change };
  if (change.call !== undefined) return askAnew({ ...state, isCallChosen: true }, asked);
  if (state.asked.image === '' && asked.image !== '' && !state.isCallChosen)
    return askAnew(state, { ...asked, call: '' });
  if (asked.image !== '' || asked.call !== '') return askAnew(state, asked);
  return askAnew({ ...state, isCallChosen: false }, { ...asked, call: STACK_TABLE_DEFAULTS.call });
}
