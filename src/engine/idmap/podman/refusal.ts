import type { Diagnostic, Span } from '../../text/index.ts';

/** An error in Podman's own words, what follows "Error: ", with what to do about it. */
export function refusal(code: string, words: string, hint: string, span?: Span): Diagnostic {
  return { code, severity: 'error', message: words, hint, ...(span && { span }) };
}
