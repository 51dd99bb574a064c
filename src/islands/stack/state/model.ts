import { sameFields } from '../../../instrument/sameFields.ts';
import { isWaiting, waited } from '../../../instrument/worker/Waiting.ts';
import { STACK_TABLE_DEFAULTS, STACK_TABLE_LINK, type StackTableLink } from '../../../share/stackTableLink.ts';
import { mergeLinks } from '../../../share/writeLink.ts';
import type { Asked, Question } from './Question.ts';
import type { Reply } from './Reply.ts';
import type { Message, Opening, State } from './State.ts';

/** The state that a page is served with. */
export const init = ({ link, notices = [] }: Opening, reply: Reply): State => ({
  asked: link,
  isCallChosen: false,
  own: link.profile ?? '',
  usesOwn: link.profile !== undefined,
  undo: undefined,
  turn: 0,
  answer: { question: { ...link, turn: 0 }, reply },
  notices,
  changed: false,
  late: false,
  trouble: undefined,
});

export function update(state: State, message: Message): State {
  const changed = { ...state, notices: [], changed: true };
  switch (message.kind) {
    case 'ask':
      return askFields(changed, message.asked);
    case 'own':
      return askOwn({ ...changed, own: message.text, undo: undefined });
    case 'uses-own':
      return askOwn({ ...changed, usesOwn: message.usesOwn });
    case 'file': {
      const { name, value, diagnostics } = message.file;
      if (value === undefined) return { ...state, notices: diagnostics };
      return askOwn({ ...replaced(changed, value, `Opened ${name}.`), notices: diagnostics, usesOwn: true });
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
export const questionOf = (state: State): Question | undefined =>
  isWaiting(state) ? { ...state.asked, turn: state.turn } : undefined;

function open(state: State, { link, notices = [] }: Opening, over: StackTableLink | undefined): State {
  const merged = over ? mergeLinks(STACK_TABLE_LINK, { start: over, mine: state.asked, link }) : link;
  const { profile } = merged;
  const next = {
    ...state,
    isCallChosen: true,
    notices,
    changed: over !== undefined && state.changed,
    usesOwn: profile !== undefined,
  };
  return ask(profile === undefined ? next : replaced(next, profile, 'The link replaced your profile.'), merged);
}

/** Another text in the place of the reader's own, with the way back. */
function replaced<Of extends State>(state: Of, own: string, words: string): Of {
  const isLoss = state.own.trim() !== '' && state.own !== own;
  return { ...state, own, undo: isLoss ? { of: 'profile', words, before: state.own } : undefined };
}

/** With the reader's own profile, where that is wanted and there is one. A row belongs to the question that a link asked, and goes with it. */
function askOwn(state: State): State {
  const profile = state.usesOwn && state.own.trim() !== '' ? state.own : undefined;
  return ask(state, { ...state.asked, stack: undefined, profile });
}

function ask(state: State, asked: Asked): State {
  return sameFields(asked, state.asked) ? state : { ...state, asked, turn: state.turn + 1 };
}

/** The call that nobody chose gives way to an image, all of whose calls are then asked, and comes back with the end of it. */
function askFields(state: State, change: Partial<Asked>): State {
  const asked = { ...state.asked, stack: undefined, ...change };
  if (change.call !== undefined) return ask({ ...state, isCallChosen: true }, asked);
  if (state.asked.image === '' && asked.image !== '' && !state.isCallChosen) return ask(state, { ...asked, call: '' });
  if (asked.image !== '' || asked.call !== '') return ask(state, asked);
  return ask({ ...state, isCallChosen: false }, { ...asked, call: STACK_TABLE_DEFAULTS.call });
}
