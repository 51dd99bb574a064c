import type { CheckResult } from '../../engine/checks/index.ts';
import { formatCall } from '../../engine/seccomp/index.ts';
import { counted } from '../../engine/text/index.ts';
import { heldWords } from '../../instrument/checks/heldWords.ts';
import { printableWord } from '../printable.ts';
import { problemLine } from '../problemLine.ts';
import { failedOf, type Report, type ReportRow } from './Report.ts';

/** The report for who reads it in a terminal: a line for each check, what was found below those that fail, and the count. */
export function reportLines(report: Report): string[] {
  const { file, subject, results, problems } = report;
  return [
    ...results.flatMap(resultLines),
    ...problems.map((each) => problemLine(file, each)),
    `${countLine(report)} ${printableWord(subject)}`,
  ];
}

function resultLines(result: ReportRow): string[] {
  const { ok, at } = result;
  if (ok) return [`holds  ${checkWords(result)}`];
  return [`FAILS  ${checkWords(result)}`, `       ${printableWord(at)}: ${foundWords(result)}`];
}

/** The check as it is written; of an option, with the name in it as it is printed. */
export const checkWords = ({ check, line }: ReportRow): string =>
  line === undefined ? printableWord(check.text) : check.text;

/** What there is instead, and a call or an ID that shows it. */
export function foundWords({ found, counterexample, id }: CheckResult): string {
  const example = counterexample ? formatCall(counterexample) : id && `${id.side} ${id.id}`;
  return `found ${found}${example === undefined ? '' : `, for example ${example}`}`;
}

function countLine(report: Report): string {
  const { results, problems } = report;
  const held = results.length - failedOf(report).length;
  if (problems.length === 0 && held === results.length) return `${counted(held, 'check')}: all hold.`;
  return `${heldWords(held, results.length, problems.length)}.`;
}
