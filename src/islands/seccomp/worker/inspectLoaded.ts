import { subArchitectures } from '../../../engine/linux/index.ts';
import { architectureAsked } from '../../../engine/seccomp/index.ts';
import type { Inspection } from '../state/Inspection.ts';
import type { InspectionQuestion } from '../state/Question.ts';
import type { StackAnswers } from '../state/StackAnswer.ts';
import { whenLoaded } from './answerLoaded.ts';
import type { Computed } from './compute.ts';
import { inspect } from './inspect.ts';

/** Inspects once the tables are there: of the ABIs that the machine runs, of that which the call names, and of those that the profile names. */
export async function inspectLoaded(
  question: InspectionQuestion,
  before?: Computed,
): Promise<{ reply: Inspection | StackAnswers; work: Computed | undefined }> {
  const { turn, stacks: of } = question;
  if (of !== undefined) {
    const { answerStacks } = await import('./answerStacks.ts');
    return { reply: { turn, of, stacks: await answerStacks(question, of) }, work: before };
  }
  const { target, call, roadsOf = call, withFindings } = question;
  const needed = [
    target.arch,
    ...subArchitectures(target.arch),
    ...[call, roadsOf].map((text) => architectureAsked(text) ?? target.arch),
  ];
  const finds = withFindings ? (await import('./findingTools.ts')).findings : undefined;
  return whenLoaded({ needed, target }, (work) => inspect(question, finds, work), before);
}
