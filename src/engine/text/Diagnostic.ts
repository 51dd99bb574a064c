import type { Span } from './Span.ts';

/** One replacement in the reader's text; an empty `text` deletes. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** One problem in the reader's text: what was found, what was expected, and, in `hint`, what to do next. */
export interface Diagnostic {
  /** Stable and readable: it appears in links and tests. */
  code: string;
  severity: 'error' | 'warning' | 'info';
  message: string;
  hint?: string;
  span?: Span;
  /** Another place, whose line `message` names. */
  mentions?: Span;
  /** Edits that mend this problem, none overlapping; applied together with `applyEdits`. */
  fix?: Edit[];
}
