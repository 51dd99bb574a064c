import { printableWord } from '../printable.ts';
import { failedOf, type Report } from './Report.ts';
import { checkWords, foundWords } from './reportLines.ts';

/**
 * The report as JUnit's XML, which CI systems show: a case for each check, and an error for each line that can't be read. The elements and attributes are
 * those of the schema of Jenkins' xUnit plugin (junit-10.xsd).
 */
export function reportJunit(report: Report): string {
  const { results, problems } = report;
  const [file, subject] = [printableWord(report.file), printableWord(report.subject)];
  const cases = results.map((result) => {
    const { ok, at } = result;
    const opening = `<testcase classname="${xml(file)}" name="${xml(checkWords(result))}"`;
    if (ok) return `    ${opening}/>`;
    const words = foundWords(result);
    return `    ${opening}><failure message="${xml(words)}">${xml(`${printableWord(at)}: ${words}`)}</failure></testcase>`;
  });
  const errors = problems.map(({ message, hint, span }) => {
    const words = `${message}${hint ? ` ${hint}` : ''}`;
    const name = span ? `line ${span.line}` : file;
    return `    <testcase classname="${xml(file)}" name="${xml(name)}"><error message="${xml(words)}">${xml(`${file}:${span?.line ?? 1}: ${words}`)}</error></testcase>`;
  });
  const counts = `tests="${results.length + problems.length}" failures="${failedOf(report).length}" errors="${problems.length}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${xml(subject)}" ${counts}>`,
    ...cases,
    ...errors,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** Text for XML 1.0 (production Char), which has no control character but tab and line ends, no half of a pair and no U+FFFE or U+FFFF. */
const xml = (text: string) =>
  text
    .replace(/[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
