import { Compartment, type Extension } from '@codemirror/state';
import { EditorView, type KeyBinding, keymap } from '@codemirror/view';
import type { EditorOptions } from './EditorHandle.ts';

/** Brings a part into the editor, and then does something with it. */
type Bring<Part> = (view: EditorView, then?: (part: Part) => void) => void;

/** A part that stands in for itself until it is needed and has loaded. Where its script does not load, the next need asks for it again. */
function laterPart<Part extends { extension: Extension }>(
  load: () => Promise<Part>,
  until: (bring: Bring<Part>) => Extension,
): Extension {
  const place = new Compartment();
  const bring: Bring<Part> = async (view, then) => {
    const part = await load().catch(() => undefined);
    if (part === undefined) return;
    view.dispatch({ effects: place.reconfigure(part.extension) });
    then?.(part);
  };
  return place.of(until(bring));
}

/** The keys of @codemirror/search that begin something. */
const SEARCH_KEYS = ['Mod-f', 'F3', 'Mod-g', 'Mod-d', 'Mod-Shift-l', 'Mod-Alt-g'];

/** Search, loaded when the reader first presses one of its keys or selects something: most only read and write. */
export const laterSearch = (): Extension =>
  laterPart(
    async () => {
      const { searching, searchBinding } = await import('./searching.ts');
      return { extension: searching, searchBinding };
    },
    (bring) => {
      const later = (key: string, which: 'run' | 'shift') => (view: EditorView) => {
        bring(view, ({ searchBinding }) => searchBinding(key)?.[which]?.(view));
        return true;
      };
      const binding = (key: string): KeyBinding => ({ key, run: later(key, 'run'), shift: later(key, 'shift') });
      return [
        keymap.of(SEARCH_KEYS.map(binding)),
        EditorView.updateListener.of(({ selectionSet, state, view }) => {
          if (selectionSet && !state.selection.main.empty) bring(view);
        }),
      ];
    },
  );

/** Completions, loaded at the first key: a letter, a quote or Ctrl-Space opens the list once they are there. */
export const laterCompleting = (complete: EditorOptions['complete']): Extension =>
  laterPart(
    async () => {
      const { completing, startCompletion } = await import('./whileTyping.ts');
      return { extension: completing(complete), startCompletion };
    },
    (bring) =>
      EditorView.domEventHandlers({
        keydown({ key, ctrlKey, altKey, metaKey }, view) {
          const opens = ctrlKey ? key === ' ' : !altKey && !metaKey && /^[\w"]$/.test(key);
          bring(view, ({ startCompletion }) => opens && startCompletion(view));
        },
      }),
  );
