import { type Arch, loadTables } from '../../../engine/linux/index.ts';
import { architectureAsked } from '../../../engine/seccomp/index.ts';
import type { Question } from '../state/Question.ts';
import { answerWith } from './answerWith.ts';
import type { Computed } from './compute.ts';

/**
 * Answers a question once that is there which it needs: the tables of the target, of the ABI that the call names, and of those that the profile names; and,
 * for a reading of the text, what finds whether a container starts.
 */
export async function answerLoaded(question: Question, before?: Computed): Promise<ReturnType<typeof answerWith>> {
  const { target, call, reads } = question;
  const needed = [target.arch, architectureAsked(call) ?? target.arch];
  const starts = reads === 'nothing' ? undefined : import('../words/startsShown.ts');
  const startsShown = (await starts)?.startsShown;
  return whenLoaded(needed, (work) => answerWith(startsShown, question, work), before);
}

/**
 * Answers once the tables are there that the question needs, and once more with those that the profile turned out to name. Where they can't be loaded,
 * the answer says which are missing.
 */
export async function whenLoaded<Answer extends { work: Computed }>(
  needed: readonly Arch[],
  answer: (before: Computed | undefined) => Answer,
  before: Computed | undefined,
): Promise<Answer> {
  await load(needed);
  const first = answer(before);
  if (first.work.missing.length === 0) return first;
  await load(first.work.missing);
  return answer(first.work);
}

const load = (archs: readonly Arch[]): Promise<void> => loadTables(archs).catch(() => {});
