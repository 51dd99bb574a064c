import { findings, parseCall } from '../../../engine/seccomp/index.ts';
import type { Inspection, InspectionQuestion } from '../state/Inspection.ts';
import type { offersShown } from '../words/offersShown.ts';
import { roadsShown } from '../words/roadGroups.ts';
import type { showTrace } from '../words/showTrace.ts';
import type { Work } from './answerWith.ts';
import { compute } from './compute.ts';

/** An inspection, and what to hand over with the next question. */
export interface Inspected {
  reply: Inspection;
  work: Work;
}

/**
 * Looks at a profile with the tables that are loaded; `before` spares what the question before had worked out already. What would let a call pass is
 * found by `find`, and what a trace holds by `read`, which most inspections don't load.
 */
export function inspect(
  question: InspectionQuestion,
  before?: Work,
  find?: typeof offersShown,
  read?: typeof showTrace,
): Inspected {
  const { turn, text, target, call, asked, trace, withFindings } = question;
  const computed = compute(text, target, before?.computed);
  const { missing, profile } = computed;
  const filter = computed.filter?.value;
  const wanted = filter && parseCall(call, target.arch).value;
  return {
    reply: {
      turn,
      roads: filter && wanted && roadsShown(filter, wanted),
      offers: profile.value && filter && asked !== undefined ? find?.(profile.value, filter, asked, text) : undefined,
      trace: filter && trace && read?.(filter, text, trace),
      findings:
        withFindings && profile.value && missing.length === 0 ? findings(profile.value, target, text) : undefined,
    },
    work: { computed },
  };
}
