import { findings, parseCall } from '../../../engine/seccomp/index.ts';
import type { offersShown } from '../allowing/offersShown.ts';
import type { Work } from '../answering/answerWith.ts';
import { compute } from '../compute.ts';
import { roadsShown } from '../roads/roadGroups.ts';
import type { Inspection, InspectionQuestion } from './Inspection.ts';

/** An inspection, and what to hand over with the next question. */
export interface Inspected {
  reply: Inspection;
  work: Work;
}

/**
 * Looks at a profile with the tables that are loaded; `before` spares what the question before had worked out already. What would let a call pass is
 * found by `find`, which most inspections don't load.
 */
export function inspect(question: InspectionQuestion, before?: Work, find?: typeof offersShown): Inspected {
  const { turn, text, target, call, asked, withFindings } = question;
  const computed = compute(text, target, before?.computed);
  const { missing, profile } = computed;
  const filter = computed.filter?.value;
  const wanted = filter && parseCall(call, target.arch).value;
  return {
    reply: {
      turn,
      roads: filter && wanted && roadsShown(filter, wanted),
      offers: profile.value && filter && asked !== undefined ? find?.(profile.value, filter, asked, text) : undefined,
      findings:
        withFindings && profile.value && missing.length === 0 ? findings(profile.value, target, text) : undefined,
    },
    work: { computed },
  };
}
