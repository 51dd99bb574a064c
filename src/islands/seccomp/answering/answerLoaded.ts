import { type Arch, loadTables } from '../../../engine/linux/index.ts';
import { architectureAsked } from '../../../engine/seccomp/index.ts';
import { type Answer, answerQuestion, type Work } from './answerQuestion.ts';
import type { Question } from './Question.ts';

/**
 * Answers a question once the tables are there that it needs: the target's, those of the ABI that the call names, and of those that the profile
 * names. Where they can't be loaded, the answer says which are missing.
 */
export async function answerLoaded(question: Question, before?: Work): Promise<Answer> {
  const { target, call } = question;
  await load([target.arch, architectureAsked(call) ?? target.arch]);
  const first = answerQuestion(question, before);
  const { missing } = first.work.computed;
  if (missing.length === 0) return first;
  await load(missing);
  return answerQuestion(question, first.work);
}

const load = (archs: readonly Arch[]): Promise<void> => loadTables(archs).catch(() => {});
