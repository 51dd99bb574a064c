import type { CheckResult } from '../../engine/checks/index.ts';
import type { Diagnostic } from '../../engine/text/index.ts';

/** What came of a file of checks. */
export interface Report {
  /** The file of checks, and what they were put to, in words. */
  file: string;
  subject: string;
  results: readonly CheckResult[];
  /** Lines that can't be read. */
  problems: readonly Diagnostic[];
}

export const failedOf = ({ results }: Report): readonly CheckResult[] => results.filter(({ ok }) => !ok);
