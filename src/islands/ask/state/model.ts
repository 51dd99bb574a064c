import { isWaiting, waited } from '../../../instrument/worker/Waiting.ts';
import type { Question, Reply } from './Question.ts';
import type { Message, State } from './State.ts';

/** The state that a page is served with: an example, or an empty box. */
export const init = (text: string, reply: Reply): State => ({
  text,
  isExample: text !== '',
  undo: undefined,
  turn: 0,
  answer: { question: { text, turn: 0 }, reply },
  notices: [],
  changed: false,
  late: false,
  trouble: undefined,
});

export function update(state: State, message: Message): State {
  const changed = { notices: [], changed: true, isExample: false };
  switch (message.kind) {
    case 'text':
      return ask({ ...state, ...changed, undo: undefined }, message.text);
    case 'example':
      return replace(state, { ...changed, isExample: true }, message.text, 'The example replaced your text.');
    case 'file': {
      const { name, value, diagnostics } = message.file;
      if (value === undefined) return { ...state, notices: diagnostics };
      return replace(state, { ...changed, notices: diagnostics }, value, `Opened ${name}.`);
    }
    case 'undo':
      return ask({ ...state, ...changed, undo: undefined }, state.undo?.before ?? state.text);
    case 'open': {
      const { opening, over } = message;
      // What the reader typed while the link was on its way stays.
      if (over !== undefined && state.changed) return state;
      const opened = { isExample: false, notices: opening.notices ?? [], changed: false };
      return replace(state, opened, opening.link.text, 'The link replaced your text.');
    }
    default:
      return waited(state, message);
  }
}

/** What waits for an answer; undefined where nothing does. */
export const questionOf = (state: State): Question | undefined =>
  isWaiting(state) ? { text: state.text, turn: state.turn } : undefined;

const ask = (state: State, text: string): State =>
  text === state.text ? state : { ...state, text, turn: state.turn + 1 };

/** Another text in the place of the present one, with the way back where that was the reader's own. */
function replace(state: State, by: Partial<State>, text: string, words: string): State {
  const isLoss = !state.isExample && state.text.trim() !== '' && state.text !== text;
  return { ...ask({ ...state, ...by }, text), undo: isLoss ? { of: 'text', words, before: state.text } : undefined };
}
