import {
  type CheckResult,
  type CheckSubject,
  checkText,
  foundIn,
  parseChecks,
  type Traces,
  unaskedStart,
} from '../../engine/checks/index.ts';
import type { Arch } from '../../engine/linux/index.ts';
import { formatCall } from '../../engine/seccomp/index.ts';
import { counted, type Diagnostic, isError } from '../../engine/text/index.ts';
import { heldWords } from '../../instrument/checks/checksView.ts';
import {
  ARCH_HELP,
  type Command,
  type ExitStatus,
  fileName,
  type Given,
  InputProblem,
  MACHINE_OPTIONS,
  printableWord,
  problemLine,
  profileText,
  type Terminal,
  textGiven,
  traceGiven,
} from '../filterGiven.ts';
import { checkedSubject, checkGiven } from './checkedSubject.ts';

/** What came of one check. */
interface ReportRow extends CheckResult {
  /** Where it stands: "checks.txt:3", or the option that asks it. */
  at: string;
  /** Its line in the file; undefined for an option's. */
  line: number | undefined;
}

/** What came of a file of checks. */
interface Report {
  /** The file of checks, and what they were put to, in words. */
  file: string;
  subject: string;
  results: readonly ReportRow[];
  /** Lines that can't be read. */
  problems: readonly Diagnostic[];
}

const failedOf = ({ results }: Report): readonly ReportRow[] => results.filter(({ ok }) => !ok);

/** The report for who reads it in a terminal: a line for each check, what was found below those that fail, and the count. */
function reportLines(report: Report): string[] {
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
const checkWords = ({ check, line }: ReportRow): string =>
  line === undefined ? printableWord(check.text) : check.text;

/** What there is instead, and a call or an ID that shows it. */
function foundWords({ found, counterexample, id }: CheckResult): string {
  const example = counterexample ? formatCall(counterexample) : id && `${id.side} ${id.id}`;
  return `found ${found}${example === undefined ? '' : `, for example ${example}`}`;
}

function countLine(report: Report): string {
  const { results, problems } = report;
  const held = results.length - failedOf(report).length;
  if (problems.length === 0 && held === results.length) return `${counted(held, 'check')}: all hold.`;
  return `${heldWords(held, results.length, problems.length)}.`;
}

/**
 * The report as JUnit's XML, which CI systems show: a case for each check, and an error for each line that can't be read. The elements and attributes are
 * those of the schema of Jenkins' xUnit plugin (junit-10.xsd).
 */
function reportJunit(report: Report): string {
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

/** The report as JSON, for programs. */
function reportJson(report: Report): string {
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

const HELP = `waterline check PROFILE CHECKS [options]

Runs checks, one per line, against a seccomp profile or an ID map.

  PROFILE   a file: a seccomp profile, or the lines of a uid_map; - for standard input;
            or the name of a default that is built in, such as docker-29.9
  CHECKS    a file of checks, or - for standard input

A check is a question, ->, and the answer:

  socket(AF_ALG) -> EPERM              the error that a call gets
  clone3 -> blocked                    anything but allowed or logged
  any way to AF_ALG -> blocked         every call that leads there
  any other call -> not allow          every call that no other line names
  starts -> yes                        the runtime can start a container
  trace nginx.strace -> passes         a recorded run, from a file beside CHECKS
  mount -> allow with CAP_SYS_ADMIN    with or without a capability
  clone3 -> ENOSYS on docker-29.9      on another stack
  inside 33 -> outside 165569          in a map
  # a comment

Options
  --stack STACK    versions and capabilities of a container, such as docker-29.9,
                   podman-5.4 or kubernetes-1.36; the newest Docker if left out
  --arch ARCH      ${ARCH_HELP}
  --caps LIST      the container’s capabilities in place of the stack’s, such as
                   docker-26.1,SYS_ADMIN,-MKNOD or none
  --privileged     a privileged container, with every capability
  --trace FILE     a recorded run that must pass as well; may be repeated
  --json           the report as JSON
  --junit FILE     the report as JUnit’s XML, beside the one in the terminal
  -h, --help       this text

Exit status: 0 every check holds, 1 a check failed, 2 a file, a line or an option can’t be read.

  waterline check nginx.json checks.txt --stack docker-29.9 --trace nginx.strace`;

export const checkCommand: Command = {
  name: 'check',
  says: 'run checks, one per line, against a seccomp profile or an ID map',
  help: HELP,
  options: {
    ...MACHINE_OPTIONS,
    caps: { type: 'string' },
    privileged: { type: 'boolean' },
    trace: { type: 'string', multiple: true },
    json: { type: 'boolean' },
    junit: { type: 'string' },
  },
  run: runCheck,
};

async function runCheck(given: Given, terminal: Terminal): Promise<ExitStatus> {
  const [profileWord, checksWord, stray] = given.words;
  if (profileWord === undefined || checksWord === undefined || stray !== undefined)
    throw new InputProblem('Give a profile and a file of checks: waterline check nginx.json checks.txt');
  if (profileWord === '-' && checksWord === '-') throw new InputProblem('Only one of the two can be standard input.');
  const options = checkGiven(given);
  const profile = await profileText(profileWord, terminal);
  const text = await textGiven(checksWord, terminal);
  const { subject, words } = checkedSubject(profile, options, terminal);
  const arch = 'target' in subject ? subject.target.arch : 'SCMP_ARCH_X86_64';
  const { results, diagnostics } = await checkText(
    subject,
    text,
    await tracesNamed(text, checksWord, given.values('trace'), arch, terminal),
  );
  const rows: ReportRow[] = results.map((result) => ({
    ...result,
    found: foundIn(subject, result.found),
    ...placeOf(checksWord, result.check.span.line),
  }));
  const named = rows.flatMap(({ check: { asks } }) => (asks.kind === 'trace' ? [asks.name] : []));
  for (const path of given.values('trace').filter((each) => !named.includes(each)))
    rows.push(...(await asksTrace(subject, path, arch, terminal)));
  const report: Report = { file: checksWord, subject: words, results: rows, problems: diagnostics.filter(isError) };
  if (rows.length + report.problems.length === 0) throw new InputProblem(`${fileName(checksWord)} has no check.`);
  const start = await unaskedStart(
    subject,
    rows.map(({ check }) => check),
  );
  if (start !== undefined) terminal.complain(`warning: ${start}`);
  if (given.has('json')) terminal.say(reportJson(report));
  else for (const line of reportLines(report)) terminal.say(line);
  const junit = given.value('junit');
  if (junit !== undefined) await terminal.write(junit, reportJunit(report));
  if (report.problems.length > 0) return 2;
  return failedOf(report).length === 0 ? 0 : 1;
}

const placeOf = (file: string, line: number) => ({ at: `${file}:${line}`, line });

/** Each trace that the checks name: a path that is given, else a file beside the checks. */
async function tracesNamed(
  text: string,
  checksFile: string,
  given: readonly string[],
  arch: Arch,
  terminal: Terminal,
): Promise<Traces> {
  const folder = checksFile === '-' ? '' : checksFile.replace(/[^/]*$/, '');
  const named = (parseChecks(text).value ?? []).flatMap(({ asks }) => (asks.kind === 'trace' ? [asks.name] : []));
  const traces = new Map();
  for (const name of new Set(named))
    traces.set(
      name,
      await traceGiven(given.includes(name) || name.startsWith('/') ? name : folder + name, arch, terminal),
    );
  return traces;
}

/** The check of an option `--trace`, whose path may have signs that a line of checks has another meaning for. */
async function asksTrace(
  subject: CheckSubject,
  path: string,
  arch: Arch,
  terminal: Terminal,
): Promise<readonly ReportRow[]> {
  const traces = new Map([['it', await traceGiven(path, arch, terminal)]]);
  const { results } = await checkText(subject, 'trace it -> passes', traces);
  return results.map((result) => ({
    ...result,
    found: foundIn(subject, result.found),
    check: { ...result.check, text: `trace ${path} -> passes` },
    at: `--trace ${path}`,
    line: undefined,
  }));
}
