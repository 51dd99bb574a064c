import type { CheckResult } from '../../engine/checks/index.ts';
import type { Diagnostic } from '../../engine/text/index.ts';

/** What came of one check. */
export interface ReportRow extends CheckResult {
  /** Where it stands: "checks.txt:3", or the option that asks it. */
  at: string;
  /** Its line in the file; undefined for an option's. */
  line: number | undefined;
}

/** What came of a file of checks. */
export interface Report {
  /** The file of checks, and what they were put to, in words. */
  file: string;
  subject: string;
  results: readonly ReportRow[];
  /** Lines that can't be read. */
  problems: readonly Diagnostic[];
}

export const failedOf = ({ results }: Report): readonly ReportRow[] => results.filter(({ ok }) => !ok);
