import type { Diagnostic } from './Diagnostic.ts';

/** What a parser gives back: all problems at once, and a value where one could be made. It never throws on input. */
export interface Parsed<T> {
  value: T | undefined;
  diagnostics: Diagnostic[];
}
