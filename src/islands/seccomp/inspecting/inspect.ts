import { findings, parseCall } from '../../../engine/seccomp/index.ts';
import type { Work } from '../answering/answerQuestion.ts';
import { compute } from '../compute.ts';
import { roadsShown } from '../roads/roadGroups.ts';
import type { Inspection, InspectionQuestion } from './Inspection.ts';

/** An inspection, and what to hand over with the next question. */
export interface Inspected {
  reply: Inspection;
  work: Work;
}

/** Looks at a profile with the tables that are loaded; `before` spares what the question before had worked out already. */
export function inspect(question: InspectionQuestion, before?: Work): Inspected {
  const { turn, text, target, call, withFindings } = question;
  const computed = compute(text, target, before?.computed);
  const { missing, profile } = computed;
  const filter = computed.filter?.value;
  const asked = filter && parseCall(call, target.arch).value;
  return {
    reply: {
      turn,
      roads: filter && asked && roadsShown(filter, asked),
      findings:
        withFindings && profile.value && missing.length === 0 ? findings(profile.value, target, text) : undefined,
    },
    work: { computed },
  };
}
