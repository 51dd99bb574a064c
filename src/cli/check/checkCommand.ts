import { type CheckSubject, checkText, parseChecks, type Traces } from '../../engine/checks/index.ts';
import { parseIdMap } from '../../engine/idmap/index.ts';
import type { Arch } from '../../engine/linux/index.ts';
import { architectureOf } from '../../engine/linux/index.ts';
import type { Stack } from '../../engine/stack/index.ts';
import { isError } from '../../engine/text/index.ts';
import { architectureGiven } from '../architectureGiven.ts';
import type { Command, Given } from '../Command.ts';
import { InputProblem } from '../InputProblem.ts';
import { ARCH_HELP, MACHINE_OPTIONS } from '../machineOptions.ts';
import { problemLine } from '../problemLine.ts';
import { type ProfileText, profileIn, profileText, targetGiven } from '../profileGiven.ts';
import { stackGiven } from '../stackGiven.ts';
import type { ExitStatus, Terminal } from '../Terminal.ts';
import { traceGiven } from '../traceGiven.ts';
import { failedOf, type Report } from './Report.ts';
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
  const stack = stackGiven(given.value('stack'));
  const arch = architectureGiven(given.value('arch'));
  const profile = await profileText(profileWord, terminal);
  const written = await terminal.readText(checksWord);
  const text = withTraces(written, given.values('trace'));
  const traces = await tracesNamed(text, checksWord, given.values('trace'), arch, terminal);
  const { subject, words } = isMap(profile) ? mapSubject(profile) : profileSubject(profile, stack, arch, terminal);
  const { results, diagnostics } = await checkText(subject, text, traces);
  const report: Report = { file: checksWord, subject: words, results, problems: diagnostics.filter(isError) };
  if (results.length + report.problems.length === 0) throw new InputProblem(`${checksWord} has no check.`);
  const junit = given.value('junit');
  if (junit !== undefined) await terminal.write(junit, reportJunit(report));
  if (given.has('json')) terminal.say(reportJson(report));
  else for (const line of reportLines(report)) terminal.say(line);
  if (report.problems.length > 0) return 2;
  return failedOf(report).length === 0 ? 0 : 1;
}

/** The checks with one more for each trace that was given beside them and that none of them names. */
function withTraces(text: string, paths: readonly string[]): string {
  const named = traceNames(text);
  const more = paths.filter((path) => !named.includes(path)).map((path) => `trace ${path} -> passes`);
  return [text.replace(/\n$/, ''), ...more].join('\n');
}

const traceNames = (text: string): readonly string[] =>
  (parseChecks(text).value ?? []).flatMap(({ asks }) => (asks.kind === 'trace' ? [asks.name] : []));

/** Each trace under the name that the checks have for it: a path given, else a file beside the checks. */
async function tracesNamed(
  text: string,
  checksFile: string,
  given: readonly string[],
  arch: Arch,
  terminal: Terminal,
): Promise<Traces> {
  const folder = checksFile === '-' ? '' : checksFile.replace(/[^/]*$/, '');
  const traces = new Map();
  for (const name of new Set(traceNames(text))) {
    const path = given.includes(name) || name.startsWith('/') ? name : folder + name;
    traces.set(name, await traceGiven(path, arch, terminal));
  }
  return traces;
}

const isMap = ({ text, preset }: ProfileText): boolean => preset === undefined && /^\s*\d/.test(text);

function mapSubject({ name, text }: ProfileText): { subject: CheckSubject; words: string } {
  const problems = parseIdMap(text).diagnostics.filter(isError);
  if (problems.length === 0) return { subject: { mapText: text }, words: `Map: ${name}.` };
  throw new InputProblem(['The map can’t be read.', ...problems.map((each) => problemLine(name, each))].join('\n'));
}

function profileSubject(
  profile: ProfileText,
  stack: Stack,
  arch: Arch,
  terminal: Terminal,
): { subject: CheckSubject; words: string } {
  const target = targetGiven(profile, stack, arch);
  const words = `Profile: ${profile.name}, on ${stack.id} (${stack.label}), ${architectureOf(arch).token}.`;
  return { subject: { profile: profileIn(profile, target, terminal), target }, words };
}
