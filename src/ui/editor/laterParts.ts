import { Compartment, type Extension, StateEffect } from '@codemirror/state';
import { EditorView, type KeyBinding, keymap } from '@codemirror/view';
import type { Diagnostic } from '../../engine/text/index.ts';
import type { Sources } from './EditorHandle.ts';

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
export const laterCompleting = (...sources: Sources): Extension =>
  laterPart(
    async () => {
      const { completing, startCompletion } = await import('./whileTyping.ts');
      return { extension: completing(...sources), startCompletion };
    },
    (bring) =>
      EditorView.domEventHandlers({
        keydown({ key, ctrlKey, altKey, metaKey }, view) {
          const opens = ctrlKey ? key === ' ' : !altKey && !metaKey && /^[\w"]$/.test(key);
          bring(view, ({ startCompletion }) => opens && startCompletion(view));
        },
      }),
  );

/**
 * Gives what underlines the problems of an editor’s text; its script is loaded when the text first has one. Where it does not load, the next problem asks
 * for it again.
 */
export function laterProblems(): (view: EditorView, problems: readonly Diagnostic[]) => void {
  let part: typeof import('./whileTyping.ts') | undefined;
  /** The newest problems, of the text as it was then. */
  let newest: readonly Diagnostic[] = [];
  return async (view, problems) => {
    newest = problems;
    if (part === undefined && problems.length > 0) {
      const { doc } = view.state;
      const loaded = await import('./whileTyping.ts').catch(() => undefined);
      // The problems of another text are on their way, or were shown meanwhile.
      if (loaded === undefined || part !== undefined || newest !== problems || view.state.doc !== doc) return;
      part = loaded;
      view.dispatch({ effects: StateEffect.appendConfig.of(part.problemParts) });
    }
    part?.showProblems(view, problems);
  };
}
