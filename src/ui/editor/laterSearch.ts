import { Compartment, type Extension } from '@codemirror/state';
import { EditorView, type KeyBinding, keymap } from '@codemirror/view';

/** The keys of @codemirror/search that begin something. */
const KEYS = ['Mod-f', 'F3', 'Mod-g', 'Mod-d', 'Mod-Shift-l', 'Mod-Alt-g'];

/** Search, loaded when the reader first presses one of its keys or selects something: most only read and write. */
export function laterSearch(): Extension {
  const place = new Compartment();
  const bring = async (view: EditorView) => {
    const { searching, searchBinding } = await import('./searching.ts');
    view.dispatch({ effects: place.reconfigure(searching) });
    return searchBinding;
  };
  const later = (key: string, which: 'run' | 'shift') => (view: EditorView) => {
    bring(view).then((searchBinding) => searchBinding(key)?.[which]?.(view), ignore);
    return true;
  };
  const binding = (key: string): KeyBinding => ({ key, run: later(key, 'run'), shift: later(key, 'shift') });
  return place.of([
    keymap.of(KEYS.map(binding)),
    EditorView.updateListener.of(({ selectionSet, state, view }) => {
      if (selectionSet && !state.selection.main.empty) bring(view).catch(ignore);
    }),
  ]);
}

/** Where its script does not load, the next key asks for it again. */
const ignore = () => {};
