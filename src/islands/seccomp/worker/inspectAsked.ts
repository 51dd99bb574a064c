import type { Inspection } from '../state/Inspection.ts';
import type { InspectionQuestion, StackAnswers } from '../state/Message.ts';
import type { Computed } from './answerQuestion.ts';

/** Answers an inspection's question: of the profile, or of the stacks once that is inspected. What each needs is loaded where it is asked for. */
export async function inspectAsked(
  question: InspectionQuestion,
  before?: Computed,
): Promise<{ reply: Inspection | StackAnswers; work: Computed | undefined }> {
  const { turn, stacks: of } = question;
  if (of === undefined) return (await import('./inspectLoaded.ts')).inspectLoaded(question, before);
  const { stackAnswers } = await import('./stackAnswers.ts');
  return { reply: { turn, of, ...(await stackAnswers(question, of)) }, work: before };
}
