import { architectureAsked } from '../../../engine/seccomp/index.ts';
import type { Question } from '../state/Question.ts';
import { type Answer, answerWith, type Work } from './answerWith.ts';
import { whenLoaded } from './whenLoaded.ts';

/**
 * Answers a question once that is there which it needs: the tables of the target, of the ABI that the call names, and of those that the profile names; and,
 * for a reading of the text, what finds whether a container starts.
 */
export async function answerLoaded(question: Question, before?: Work): Promise<Answer> {
  const { target, call, reads } = question;
  const needed = [target.arch, architectureAsked(call) ?? target.arch];
  const starts = reads === 'nothing' ? undefined : import('../words/startsShown.ts');
  const startsShown = (await starts)?.startsShown;
  return whenLoaded(needed, (work) => answerWith(startsShown, question, work), before);
}
