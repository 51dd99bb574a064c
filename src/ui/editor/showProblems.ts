import { isolateHistory } from '@codemirror/commands';
import { type Diagnostic as Shown, setDiagnostics } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import type { Diagnostic, Edit } from '../../engine/text/index.ts';
import type { EditorMarks } from './EditorHandle.ts';

/** Underlines the problems that have a place, with their messages and, where there is a fix, the way to make it. */
export function showProblems(view: EditorView, { problems }: EditorMarks): void {
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
