import { counted } from '../../../engine/text/index.ts';
import { isWaiting, waited } from '../../../instrument/worker/useWaiting.ts';
import { MASK, masked, secretsIn } from '../../../share/secretsIn.ts';
import type { OpenedFile } from '../../../ui/openedFile.ts';
import { listed, plain } from '../../../ui/Phrase.ts';
import type { Message, Question, Reply, State } from './State.ts';

/** The state that a page is served with: an example, or an empty box. */
export const init = (text: string, reply: Reply): State => ({
  text,
  isExample: text !== '',
  secrets: secretsIn(text),
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
    case 'files':
      return add(state, message.files);
    case 'mask':
      return {
        ...ask({ ...state, ...changed }, masked(state.text)),
        undo: undoOf(`${counted(state.secrets.length, 'value')} replaced with ${MASK}.`, state),
      };
    case 'undo':
      return whole({ ...state, ...changed, undo: undefined }, state.undo?.before ?? state.text);
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

/** A longer text takes the page and the engine so long that the answer of the one before would stand beside it. */
const LONG = 100_000;

const ask = (state: State, text: string): State =>
  text === state.text
    ? state
    : { ...state, text, secrets: secretsIn(text), turn: state.turn + 1, late: state.late || text.length > LONG };

const undoOf = (words: string, { text }: State): State['undo'] => ({ of: 'text', words, before: text });

/** Texts of files, each from a new line: behind the reader's own text, or in the place of an example. */
function add(state: State, files: readonly OpenedFile[]): State {
  const notices = files.flatMap(({ diagnostics }) => diagnostics);
  const opened = files.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
  if (opened.length === 0) return { ...state, notices };
  const isOwn = !state.isExample && state.text.trim() !== '';
  const text = [...(isOwn ? [state.text] : []), ...opened.map(({ value }) => value)].reduce(
    (before, next) => before + (before === '' || before.endsWith('\n') ? '' : '\n') + next,
  );
  const names = opened.length > MOST_NAMED ? `${opened.length} files` : plain(listed(opened.map(({ name }) => [name])));
  const undo = isOwn ? undoOf(`Added ${names} to your text.`, state) : undefined;
  return { ...whole({ ...state, notices, changed: true, isExample: false }, text), undo };
}

const MOST_NAMED = 3;

/** Another text, and the answer of the one before is gone. */
const whole = (state: State, text: string): State => {
  const asked = ask(state, text);
  return { ...asked, late: isWaiting(asked) };
};

/** Another text in the place of the present one, with the way back where that was the reader's own. */
function replace(state: State, by: Partial<State>, text: string, words: string): State {
  const isLoss = !state.isExample && state.text.trim() !== '' && state.text !== text;
  return { ...whole({ ...state, ...by }, text), undo: isLoss ? undoOf(words, state) : undefined };
}
