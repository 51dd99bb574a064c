import type { Span } from './SourceText.ts';

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

export const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** What a maker may add beside the words: `fix` mends the problem, `mentions` is another place that the message names. */
type Beside = Partial<Pick<Diagnostic, 'fix' | 'mentions'>>;

const made =
  (severity: Diagnostic['severity']) =>
  (code: string, message: string, hint?: string, span?: Span, beside?: Beside): Diagnostic => {
    const diagnostic: Diagnostic = { code, severity, message };
    if (hint !== undefined) diagnostic.hint = hint;
    if (span) diagnostic.span = span;
    return beside ? Object.assign(diagnostic, beside) : diagnostic;
  };

/** A problem that leaves no value, or one that the reader did not mean: what is wrong, then in `hint` what to do next. */
export const error = made('error');
/** A problem that leaves a value which may surprise. */
export const warning = made('warning');
/** What is good to know, and no problem. */
export const info = made('info');

/** What a parser gives back: all problems at once, and a value where one could be made. It never throws on input. */
export interface Parsed<T> {
  value: T | undefined;
  diagnostics: Diagnostic[];
}

/** No value, and the one problem that is why. */
export function refused(...problem: Parameters<typeof error>): { value: undefined; diagnostics: Diagnostic[] } {
  return { value: undefined, diagnostics: [error(...problem)] };
}
