import { syntaxTree } from '@codemirror/language';
import {
  type EditorState,
  type Extension,
  MapMode,
  StateEffect,
  StateField,
  type Transaction,
} from '@codemirror/state';
import { type Command, EditorView, keymap } from '@codemirror/view';

/** A bracket or quote and its other half. */
const HALVES: ReadonlyMap<string, string> = new Map([
  ['{', '}'],
  ['[', ']'],
  ['"', '"'],
]);

const addHalf = StateEffect.define<number>();

/** Where other halves stand that nobody typed. */
const ADDED = StateField.define<readonly number[]>({
  create: () => [],
  update(places, { changes, effects }) {
    const moved = places.flatMap((at) => changes.mapPos(at, 1, MapMode.TrackAfter) ?? []);
    return [...moved, ...effects.flatMap((effect) => (effect.is(addHalf) ? effect.value : []))];
  },
});

/** What is typed there in another way than as it is; undefined for all else. */
export function typedIn(state: EditorState, typed: string): Transaction | undefined {
  const { from, to, empty, anchor, head } = state.selection.main;
  const next = state.sliceDoc(to, to + 1);
  const type = { userEvent: 'input.type', scrollIntoView: true };
  if (empty && next === typed && state.field(ADDED).includes(from))
    return state.update({ changes: { from, to: from + 1, insert: typed }, selection: { anchor: from + 1 }, ...type });
  const half = HALVES.get(typed);
  if (half === undefined || (empty && !isDue(state, typed, from, next))) return undefined;
  return state.update({
    changes: [
      { from, insert: typed },
      { from: to, insert: half },
    ],
    selection: { anchor: anchor + 1, head: head + 1 },
    effects: addHalf.of(to + 1),
    ...type,
  });
}

/** Whether the other half is due: before a blank or an end, and of a quote where it begins a string. */
function isDue(state: EditorState, typed: string, at: number, next: string): boolean {
  if (typed !== '"') return /^[\s)\]}:;>]?$/.test(next);
  const { name } = syntaxTree(state).resolveInner(at, -1);
  return name !== 'String' && name !== 'PropertyName' && !/\w/.test(next) && !/\w/.test(state.sliceDoc(at - 1, at));
}

const deleteBoth: Command = ({ state, dispatch }) => {
  const { empty, head } = state.selection.main;
  const half = HALVES.get(state.sliceDoc(head - 1, head));
  if (!empty || half === undefined || state.sliceDoc(head, head + 1) !== half) return false;
  const changes = { from: head - 1, to: head + 1 };
  dispatch(state.update({ changes, userEvent: 'delete.backward', scrollIntoView: true }));
  return true;
};

/**
 * A bracket or quote brings its other half; typing that steps over it, and Backspace takes both. As @codemirror/autocomplete does it, but there from the
 * first key on, before that has loaded.
 */
export const closingBrackets: Extension = [
  ADDED,
  EditorView.inputHandler.of((view, from, to, typed) => {
    const { main } = view.state.selection;
    if (view.compositionStarted || from !== main.from || to !== main.to) return false;
    const transaction = typedIn(view.state, typed);
    if (transaction) view.dispatch(transaction);
    return transaction !== undefined;
  }),
  keymap.of([{ key: 'Backspace', run: deleteBoth }]),
];
