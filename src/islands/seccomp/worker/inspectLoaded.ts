import { subArchitectures } from '../../../engine/linux/index.ts';
import { architectureAsked } from '../../../engine/seccomp/index.ts';
import type { InspectionQuestion } from '../state/Inspection.ts';
import type { Work } from './answerWith.ts';
import { type Inspected, inspect } from './inspect.ts';
import { whenLoaded } from './whenLoaded.ts';

/** Inspects once the tables are there: of the ABIs that the machine runs, of that which the call names, and of those that the profile names. */
export async function inspectLoaded(question: InspectionQuestion, before?: Work): Promise<Inspected> {
  const { target, call, asked } = question;
  const needed = [
    target.arch,
    ...subArchitectures(target.arch),
    ...[call, asked ?? call].map((text) => architectureAsked(text) ?? target.arch),
  ];
  const { offersShown, showTrace } = await import('./helps.ts');
  return whenLoaded(needed, (work) => inspect(question, work, offersShown, showTrace), before);
}
