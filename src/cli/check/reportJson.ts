import { formatCall } from '../../engine/seccomp/index.ts';
import { failedOf, type Report } from './Report.ts';

/** The report as JSON, for programs. */
export function reportJson(report: Report): string {
  const { file, subject, results, problems } = report;
  const ok = problems.length === 0 && failedOf(report).length === 0;
  const told = {
    ok,
    file,
    subject,
    results: results.map(({ check, line, ok: holds, found, counterexample, id }) => ({
      ...(line !== undefined && { line }),
      check: check.text,
      ok: holds,
      found,
      ...(counterexample && { counterexample: formatCall(counterexample) }),
      ...(id && { id }),
    })),
    problems: problems.map(({ code, severity, message, hint, span }) => ({
      ...{ code, severity, message, hint },
      ...(span && { line: span.line, column: span.column }),
    })),
  };
  return JSON.stringify(told, null, 2);
}
