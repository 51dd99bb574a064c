import { type Arch, loadTables } from '../../../engine/linux/index.ts';
import { architectureAsked, type Target, versionsOf } from '../../../engine/seccomp/index.ts';

import type { Question } from '../state/Message.ts';
import { answerQuestion, type Computed } from './answerQuestion.ts';

/** Answers a question once the tables are there, as the target's libseccomp has them: of the target, of the ABI that the call names, and of those that the profile names. */
export async function answerLoaded(question: Question, before?: Computed): Promise<ReturnType<typeof answerQuestion>> {
  const { target, call } = question;
  const needed = [target.arch, architectureAsked(call) ?? target.arch];
  return whenLoaded({ needed, target }, (work) => answerQuestion(question, work), before);
}

/**
 * Answers once the tables and parts are there that the question needs, and once more with the tables that the profile turned out to name. Where they can't be loaded,
 * the answer says which are missing.
 */
export async function whenLoaded<Answer extends { work: Computed }>(
  { needed, target }: { needed: readonly Arch[]; target: Target },
  answer: (before: Computed | undefined) => Answer,
  before: Computed | undefined,
): Promise<Answer> {
  const { libseccomp } = versionsOf(target);
  await load(needed, libseccomp);
  const first = answer(before);
  if (first.work.missing.length === 0) return first;
  await load(first.work.missing, libseccomp);
  return answer(first.work);
}

const load = (archs: readonly Arch[], libseccomp: string): Promise<void> =>
  loadTables(archs, libseccomp).catch(() => {});
