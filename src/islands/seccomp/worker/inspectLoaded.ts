import { abisOn } from '../../../engine/linux/index.ts';
import { architectureAsked } from '../../../engine/seccomp/index.ts';
import { later } from '../../../engine/text/index.ts';
import type { InspectionQuestion } from '../state/Message.ts';
import { whenLoaded } from './answerLoaded.ts';
import type { Computed } from './answerQuestion.ts';
import { inspect } from './inspect.ts';

const allowing = later(() => import('./allowingTools.ts'));

/** Inspects once the tables are there: of the ABIs that the machine runs, of that which the call names, and of those that the profile names. */
export async function inspectLoaded(
  question: InspectionQuestion,
  before?: Computed,
): Promise<ReturnType<typeof inspect>> {
  const { target, call, roadsOf = call, withFindings } = question;
  const needed = [...abisOn(target.arch), ...[call, roadsOf].map((text) => architectureAsked(text) ?? target.arch)];
  const finds = withFindings ? (await import('./findingTools.ts')).findings : undefined;
  return whenLoaded({ needed, target }, (work) => inspect(question, { finds, allowing }, work), before);
}
