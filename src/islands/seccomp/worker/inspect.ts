import { type findings, parseCall } from '../../../engine/seccomp/index.ts';
import type { Inspection } from '../state/Inspection.ts';
import type { InspectionQuestion } from '../state/Question.ts';
import { offersShown } from '../words/offersShown.ts';
import { roadsShown } from '../words/roadGroups.ts';
import { showTrace } from '../words/showTrace.ts';
import { type Computed, compute } from './compute.ts';

/**
 * Looks at a profile with the tables that are loaded; `before` spares what the question before had worked out already. What finds weak spots is handed in:
 * it is a script of its own, for most inspections do without.
 */
export function inspect(
  question: InspectionQuestion,
  finds?: typeof findings,
  before?: Computed,
): { reply: Inspection; work: Computed } {
  const { turn, text, target, call, roadsOf = call, trace, withFindings } = question;
  const computed = compute(text, target, before);
  const profile = computed.profile.value;
  const filter = computed.filter?.value;
  const wanted = filter && parseCall(roadsOf, target.arch).value;
  const isReadable = profile !== undefined && computed.missing.length === 0;
  return {
    reply: {
      turn,
      roads: filter && wanted && roadsShown(filter, wanted),
      offers: profile && filter && offersShown(profile, filter, call, text),
      trace: filter && trace && showTrace(filter, text, trace),
      findings: withFindings && isReadable ? finds?.(profile, target, text) : undefined,
    },
    work: computed,
  };
}
