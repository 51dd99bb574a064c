import { type CheckResult, type CheckSubject, checkText } from '../engine/checks/index.ts';
import type { Writer } from '../engine/idmap/index.ts';
import { formatCall, parseProfile } from '../engine/seccomp/index.ts';
import { newestStack, type Stack, stackOf } from '../engine/stack/index.ts';
import type { Diagnostic } from '../engine/text/index.ts';
import { parseTrace } from '../engine/trace/index.ts';
import { presetOf } from '../instrument/presets/presets.ts';
import { targetOfDefault, targetOfStack } from '../instrument/stacks/targetOfStack.ts';
import { SECCOMP_LINK_DEFAULTS, stackLink, writeSeccompLink } from '../share/seccompLink.ts';
import { UID_MAP_LINK_DEFAULTS, writeUidMapLink } from '../share/uidMapLink.ts';
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

export interface Examples {
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
