import { loadTables } from '../engine/linux/index.ts';
import { architecturesFor, parseProfile, readerOf } from '../engine/seccomp/index.ts';
import type { Diagnostic } from '../engine/text/index.ts';
import { targetOfStack } from '../instrument/stacks/targetOfStack.ts';
import { compute, problemsOf } from '../islands/seccomp/worker/answerQuestion.ts';
import { SECCOMP_LINK_DEFAULTS, stackLink, writeSeccompLink } from '../share/seccompLink.ts';
import { checkExamples, type ExampleRow, exampleStack } from './checkExamples.ts';

/** A profile of the reference of its format: what is asked of it, and on which stack (left out: the newest Docker's). */
export interface ProfileExample {
  profile: string;
  /** Checks, one a line. */
  checks: string;
  stack?: string;
}

/** A profile, with what its readers have against it and what each check finds. */
export interface AnsweredProfile {
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
