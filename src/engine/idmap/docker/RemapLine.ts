import type { Diagnostic, Span } from '../../text/index.ts';

/** One line of /etc/subuid or /etc/subgid as dockerd reads it. */
export interface RemapLine {
  span: Span;
  /** Undefined where the line has no owner that could be asked for. */
  owner: string | undefined;
  /** The lowest 32 bits of each number; undefined where dockerd can't read it. */
  start: number | undefined;
  count: number | undefined;
  /** Whether the start was written below zero. */
  negative: boolean;
  /** dockerd stops at the line: 'always', or 'owned' where its user owns it. */
  stops: 'never' | 'owned' | 'always';
  diagnostics: Diagnostic[];
}
