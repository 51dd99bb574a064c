import type { Arch } from '../../linux/index.ts';
import type { Diagnostic, Span } from '../../text/index.ts';

/** A reason why no container starts. */
export function refusal(code: string, message: string, hint: string, span: Span): Diagnostic {
  return { code, severity: 'error', message, hint, span };
}

/** db.c db_col_db_add, EDOM: an architecture of the other byte order than the machine's. */
export function byteOrderRefusal(name: string, native: Arch, span: Span): Diagnostic {
  const message = `Found ${name}, expected an architecture of the same byte order as ${native}.`;
  return refusal('architecture-byte-order', message, 'libseccomp takes one byte order into a filter.', span);
}
