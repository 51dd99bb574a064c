import { StateEffect } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { Diagnostic } from '../../engine/text/index.ts';

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
