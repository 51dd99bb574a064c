import {
  type CheckSubject,
  checkText,
  foundIn,
  parseChecks,
  type Traces,
  unaskedStart,
} from '../../engine/checks/index.ts';
import type { Arch } from '../../engine/linux/index.ts';
import { isError } from '../../engine/text/index.ts';
import type { Command, Given } from '../Command.ts';
import { InputProblem } from '../InputProblem.ts';
import { ARCH_HELP, MACHINE_OPTIONS } from '../machineOptions.ts';
import { profileText } from '../profileGiven.ts';
import type { ExitStatus, Terminal } from '../Terminal.ts';
import { fileName, textGiven } from '../textGiven.ts';
import { traceGiven } from '../traceGiven.ts';
import { checkedSubject, checkGiven } from './checkedSubject.ts';
import { failedOf, type Report, type ReportRow } from './Report.ts';
import { reportJson } from './reportJson.ts';
import { reportJunit } from './reportJunit.ts';
import { reportLines } from './reportLines.ts';

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
