import { type CheckResult, type CheckSubject, checkText } from '../engine/checks/index.ts';
import type { Writer } from '../engine/idmap/index.ts';
import { loadTables } from '../engine/linux/index.ts';
import { architecturesFor, formatCall, parseProfile, readerOf } from '../engine/seccomp/index.ts';
import { newestStack, type Stack, stackOf } from '../engine/stack/index.ts';
import { type Diagnostic, isError } from '../engine/text/index.ts';
import { parseTrace } from '../engine/trace/index.ts';
import { presetOf } from '../instrument/presets/presets.ts';
import { targetOfDefault, targetOfStack } from '../instrument/stacks/targetOfStack.ts';
import { compute, problemsOf } from '../islands/seccomp/worker/answerQuestion.ts';
import { init } from '../islands/uid-map/state/model.ts';
import type { ExtentTableView } from '../islands/uid-map/words/extentRows.ts';
import { answerQuestion } from '../islands/uid-map/worker/answerQuestion.ts';
import { SECCOMP_LINK_DEFAULTS, stackLink, writeSeccompLink } from '../share/seccompLink.ts';
import { readerOn, UID_MAP_LINK_DEFAULTS, type UidMapLink, writeUidMapLink } from '../share/uidMapLink.ts';
import { plain } from '../ui/Phrase.ts';
import { teachingText } from './teachingRoads.ts';

/** What the checks of an example are put to: a profile of our own, Docker's newest default, the text of a profile on a stack (left out: the newest Docker's), or a map and who writes it. */
export type ExampleSubject =
  | { teaching: string }
  | { docker: true }
  | { profile: string; stack?: string }
  | { map: string; writer?: Writer };

/** One line of an example, and what comes of it. */
export interface ExampleRow {
  text: string;
  /** `unread`: the line is no check. */
  state: 'holds' | 'fails' | 'unread';
  /** The call, or the ID, for which it fails. */
  at?: string;
  found: string;
}

interface Examples {
  rows: readonly ExampleRow[];
  /** Opens the subject in its instrument. */
  href: `/${string}`;
}

/** Puts the lines to the subject on Docker's newest stack, as a reader would, and says what comes of each. `traces`: by the names that the lines have for them. */
export async function checkExamples(
  subject: ExampleSubject,
  text: string,
  traces: Readonly<Record<string, string>> = {},
): Promise<Examples> {
  const lines = text.split('\n').map((line) => line.trim());
  const read = new Map(Object.entries(traces).map(([name, trace]) => [name, parseTrace(trace)]));
  const { results, diagnostics } = await checkText(await subjectOf(subject), lines.join('\n'), read);
  const rows = lines.flatMap((line, at): ExampleRow[] => {
    if (line === '') return [];
    const result = results.find(({ check }) => check.span.line === at + 1);
    const problem = diagnostics.find(({ span }) => span?.line === at + 1);
    if (result) return [resultRow(line, result)];
    return problem ? [problemRow(line, problem)] : [];
  });
  return { rows, href: await instrumentOf(subject) };
}

function resultRow(text: string, { ok, found, counterexample, id }: CheckResult): ExampleRow {
  const at = counterexample ? formatCall(counterexample) : id && `${id.side} ${id.id}`;
  const isAsked = at !== undefined && [at, at.replace(/^\w+: /, '')].some((each) => text.startsWith(`${each} ->`));
  return { text, state: ok ? 'holds' : 'fails', found, ...(at !== undefined && !isAsked && { at }) };
}

const problemRow = (text: string, { message, hint = '', span }: Diagnostic): ExampleRow => ({
  text,
  state: 'unread',
  ...(span && { at: `column ${span.column}` }),
  found: `${message} ${hint}`.trim(),
});

/** The stack of an example; throws for one that isn't there, as our own prose asked. */
export function exampleStack(id?: string): Stack {
  const stack = id === undefined ? newestStack('docker') : stackOf(id);
  if (stack === undefined) throw new Error(`no stack ${id ?? 'of Docker’s'}`);
  return stack;
}

const stackIn = (subject: ExampleSubject): Stack => exampleStack('profile' in subject ? subject.stack : undefined);

async function subjectOf(subject: ExampleSubject): Promise<CheckSubject> {
  if ('map' in subject) return { mapText: subject.map, ...(subject.writer && { writer: subject.writer }) };
  const stack = stackIn(subject);
  const text = await textOf(subject);
  const profile = text === undefined ? undefined : parseProfile(text).value;
  if (profile === undefined) throw new Error('checkExamples: no profile');
  return { profile, target: ('docker' in subject ? targetOfDefault : targetOfStack)(stack, 'SCMP_ARCH_X86_64') };
}

async function textOf(subject: Exclude<ExampleSubject, { map: string }>): Promise<string | undefined> {
  if ('docker' in subject) return presetOf(exampleStack().profile)?.load();
  return 'profile' in subject ? subject.profile : teachingText(subject.teaching);
}

async function instrumentOf(subject: ExampleSubject): Promise<`/${string}`> {
  if ('map' in subject) {
    const link = { ...UID_MAP_LINK_DEFAULTS, source: 'uid_map' as const, text: subject.map };
    return `/play/uid-map/#${await writeUidMapLink(link)}`;
  }
  const link = { ...SECCOMP_LINK_DEFAULTS, ...stackLink(stackIn(subject)) };
  const own = 'docker' in subject ? {} : { profile: undefined, text: await textOf(subject) };
  return `/play/seccomp/#${await writeSeccompLink({ ...link, ...own })}`;
}

/** A text that the UID map reads, and what is asked of it. */
export interface IdMapExample {
  text: string;
  /** The ID that is asked for in the container; left out: 0. */
  id?: string;
  /** Who has the ranges or runs the command: "ann" or "ann:1000:1000". */
  user?: string;
  /** Which program reads lines of /etc/subuid; left out: the stack’s engine. */
  reader?: UidMapLink['reader'];
  /** The stack; left out: the newest Docker’s. */
  stack?: string;
}

/** What the UID map says of it. */
interface AnsweredIdMap {
  /** What the text was recognised as. */
  parts: readonly string[];
  problems: readonly Diagnostic[];
  /** Left out where a translation would hide that nothing starts with this. */
  answer: string | undefined;
  why: string;
  /** Each namespace’s ranges, the innermost first; none where there is no map. */
  tables: readonly ExtentTableView[];
  /** The programs and releases that it was computed for. */
  computedFor: readonly string[];
  /** Opens the text and the question in the UID map. */
  href: `/${string}`;
}

/** What the UID map answers to an example when a link opens it, and that link. */
export async function idMapExample({ text, id = '0', user, reader, stack }: IdMapExample): Promise<AnsweredIdMap> {
  const [name = UID_MAP_LINK_DEFAULTS.user, uid = '', gid = ''] = user?.split(':') ?? [];
  const { id: on } = exampleStack(stack);
  const link: UidMapLink = {
    ...UID_MAP_LINK_DEFAULTS,
    stack: on,
    source: 'paste',
    text,
    id,
    user: name,
    uid,
    gid,
    reader: reader ?? readerOn(on) ?? UID_MAP_LINK_DEFAULTS.reader,
  };
  const { read } = answerQuestion({ turn: 0, state: init('page', { link }), changes: [] }).view;
  const problems = [...read.texts.flatMap(({ problems: ofText }) => ofText), ...read.userProblems];
  const isMisleading = read.answer.kind === 'answered' && problems.some(isError);
  return {
    parts: read.texts.flatMap(({ parts }) => parts.map((part) => part.name)),
    problems,
    answer: isMisleading ? undefined : plain(read.answer.sentence),
    why: plain(read.answer.why),
    tables: read.tables,
    computedFor: read.computedFor,
    href: `/play/uid-map/#${await writeUidMapLink(link)}`,
  };
}

/** A profile of the reference of its format: what is asked of it, and on which stack (left out: the newest Docker's). */
export interface ProfileExample {
  profile: string;
  /** Checks, one a line. */
  checks: string;
  stack?: string;
}

/** A profile, with what its readers have against it and what each check finds. */
interface AnsweredProfile {
  /** "Docker 29.9.0 (…)": for what it was computed. */
  stack: string;
  problems: readonly Diagnostic[];
  rows: readonly ExampleRow[];
  /** Opens the profile, the stack and the first call in the profile checker. */
  href: `/${string}`;
}

/** What the profile checker says of an example: every problem at its line, and what comes of each check. */
export async function profileExample({ profile: text, checks, stack: id }: ProfileExample): Promise<AnsweredProfile> {
  const stack = exampleStack(id);
  const target = targetOfStack(stack, 'SCMP_ARCH_X86_64');
  const { value: profile } = parseProfile(text, 0, readerOf(target));
  await loadTables(profile ? architecturesFor(profile, target) : [target.arch], stack.versions.libseccomp);
  const { rows } = await checkExamples({ profile: text, stack: stack.id }, checks);
  const link = { ...SECCOMP_LINK_DEFAULTS, ...stackLink(stack), profile: undefined, text };
  const call = calledIn(checks);
  return {
    stack: stack.label,
    problems: toldOnce(problemsOf(compute(text, target))),
    rows,
    href: `/play/seccomp/#${await writeSeccompLink({ ...link, ...(call !== undefined && { call }) })}`,
  };
}

/** What is said of several places in the same words, at the last of them, where the hint says most. */
const toldOnce = (problems: readonly Diagnostic[]): readonly Diagnostic[] =>
  problems.filter(({ message }, at) => !problems.slice(at + 1).some((later) => later.message === message));

/** The first call that the checks ask about. */
function calledIn(checks: string): string | undefined {
  const asked = checks.split('\n').map((line) => line.split('->')[0]?.trim() ?? '');
  return asked.find((each) => each !== '' && !/^(?:starts$|any way to )/.test(each));
}
