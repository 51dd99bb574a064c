import { architectureAsked } from '../../../engine/seccomp/index.ts';
import { type Answer, answerQuestion, type Work } from './answerQuestion.ts';
import type { Question } from './Question.ts';
import { whenLoaded } from './whenLoaded.ts';

/** Answers a question once the tables are there that it needs: the target's, those of the ABI that the call names, and of those that the profile names. */
export function answerLoaded(question: Question, before?: Work): Promise<Answer> {
  const { target, call } = question;
  const needed = [target.arch, architectureAsked(call) ?? target.arch];
  return whenLoaded(needed, (work) => answerQuestion(question, work), before);
}
