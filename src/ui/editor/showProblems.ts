import { isolateHistory } from '@codemirror/commands';
import {
  forEachDiagnostic,
  nextDiagnostic,
  previousDiagnostic,
  type Diagnostic as Shown,
  setDiagnostics,
} from '@codemirror/lint';
import { type Command, EditorView, keymap } from '@codemirror/view';
import type { Diagnostic, Edit } from '../../engine/text/index.ts';

/** Underlines the problems that have a place, with their messages and, where there is a fix, the way to make it. */
export function showProblems(view: EditorView, problems: readonly Diagnostic[]): void {
  const { length } = view.state.doc;
  view.dispatch(
    setDiagnostics(
      view.state,
      problems.flatMap((problem) => shown(problem, length)),
    ),
  );
}

function shown({ severity, message, hint, span, fix }: Diagnostic, length: number): Shown[] {
  if (!span || span.end > length) return [];
  return [
    {
      from: span.start,
      to: span.end,
      severity,
      message: [message, hint].filter(Boolean).join(' '),
      ...(fix && { actions: [{ name: 'Fix', apply: (view) => applyFix(view, fix) }] }),
    },
  ];
}

/** Edits name offsets of the text as it was when the problem was found; the editor drops a problem whose text has changed since. */
function applyFix(view: EditorView, fix: readonly Edit[]): void {
  view.dispatch({
    changes: fix.map(({ start, end, text }) => ({ from: start, to: end, insert: view.state.toText(text) })),
    annotations: isolateHistory.of('full'),
    userEvent: 'input.fix',
  });
}

/** The keys that go from problem to problem. */
export const problemKeys = keymap.of([{ key: 'F8', run: saying(nextDiagnostic), shift: saying(previousDiagnostic) }]);

/** The command, with the message of the problem that it selects said to a screen reader. */
function saying(goTo: Command): Command {
  return (view) => {
    if (!goTo(view)) return false;
    const { from, to } = view.state.selection.main;
    const messages: string[] = [];
    forEachDiagnostic(view.state, ({ message }, start, end) => {
      if (start === from && end === to) messages.push(message);
    });
    view.dispatch({ effects: EditorView.announce.of(messages.join(' ')) });
    return true;
  };
}
