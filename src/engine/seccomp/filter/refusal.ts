import type { Arch } from '../../linux/index.ts';
import type { Diagnostic, Span } from '../../text/index.ts';

/** A reason why no container starts. */
export function refusal(code: string, message: string, hint: string, span: Span): Diagnostic {
  return { code, severity: 'error', message, hint, span };
}

/** db.c db_col_db_add, EDOM: an architecture of the other byte order than the machine's. */
export function byteOrderRefusal(name: string, native: Arch, span: Span): Diagnostic {
  const message = `${name} has a different byte order from ${native}.`;
  return refusal(
    'architecture-byte-order',
    message,
    'libseccomp builds a filter for one byte order only. Remove the architecture.',
    span,
  );
}
