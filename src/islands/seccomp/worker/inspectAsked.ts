import { abisOn } from '../../../engine/linux/index.ts';
import { architectureAsked } from '../../../engine/seccomp/index.ts';
import type { Inspection } from '../state/Inspection.ts';
import type { InspectionQuestion, StackAnswers } from '../state/Message.ts';
import { whenLoaded } from './answerLoaded.ts';
import type { Computed } from './answerQuestion.ts';
import { inspect } from './inspect.ts';
import { stackAnswers } from './stackAnswers.ts';

/**
 * Answers an inspection's question: of the stacks, or of the profile once the tables are there of the ABIs that the machine runs, of that which the call names, and
 * of those that the profile names.
 */
export async function inspectAsked(
  question: InspectionQuestion,
  before?: Computed,
): Promise<{ reply: Inspection | StackAnswers; work: Computed | undefined }> {
  const { turn, stacks: of, target, call, roadsOf = call } = question;
  if (of !== undefined) return { reply: { turn, of, ...(await stackAnswers(question, of)) }, work: before };
  const needed = [...abisOn(target.arch), ...[call, roadsOf].map((text) => architectureAsked(text) ?? target.arch)];
  return whenLoaded({ needed, target }, (work) => inspect(question, work), before);
}
