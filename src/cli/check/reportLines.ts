import type { CheckResult } from '../../engine/checks/index.ts';
import { formatCall } from '../../engine/seccomp/index.ts';
import { counted } from '../../engine/text/index.ts';
import { problemLine } from '../problemLine.ts';
import { failedOf, type Report } from './Report.ts';

/** The report for who reads it in a terminal: a line for each check, what was found below those that fail, and the count. */
export function reportLines(report: Report): string[] {
  const { file, subject, results, problems } = report;
  return [
    ...results.flatMap((result) => resultLines(file, result)),
    ...problems.map((each) => problemLine(file, each)),
    `${countLine(report)} ${subject}`,
  ];
}

function resultLines(file: string, result: CheckResult): string[] {
  const { ok, check } = result;
  if (ok) return [`holds  ${check.text}`];
  return [`FAILS  ${check.text}`, `       ${file}:${check.span.line}: ${foundWords(result)}`];
}

/** What there is instead, and a call or an ID that shows it. */
export function foundWords({ found, counterexample, id }: CheckResult): string {
  const example = counterexample ? formatCall(counterexample) : id && `${id.side} ${id.id}`;
  return `found ${found}${example === undefined ? '' : `, for example ${example}`}`;
}

function countLine(report: Report): string {
  const { results, problems } = report;
  const failed = failedOf(report).length;
  const unread = problems.length === 0 ? '' : `, ${counted(problems.length, 'problem')}`;
  const outcome =
    failed === 0 ? 'all hold' : `${results.length - failed} hold, ${failed} ${failed === 1 ? 'fails' : 'fail'}`;
  return `${counted(results.length, 'check')}: ${results.length === 0 ? 'none could be read' : outcome}${unread}.`;
}
