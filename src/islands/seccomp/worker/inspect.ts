import { type findings, parseCall } from '../../../engine/seccomp/index.ts';
import type { Inspection } from '../state/Inspection.ts';
import type { InspectionQuestion } from '../state/Question.ts';
import type { offersShown } from '../words/offersShown.ts';
import { roadsShown } from '../words/roadGroups.ts';
import type { showTrace } from '../words/showTrace.ts';
import { type Computed, compute } from './compute.ts';

/** What finds the rest of an inspection; each is loaded where a question asks for it. */
export interface InspectionTools {
  offersShown: typeof offersShown;
  showTrace: typeof showTrace;
  findings: typeof findings;
}

/** Looks at a profile with the tables that are loaded; `before` spares what the question before had worked out already. */
export function inspect(
  question: InspectionQuestion,
  tools: Partial<InspectionTools> = {},
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
      offers: profile && filter && tools.offersShown?.(profile, filter, call, text),
      trace: filter && trace && tools.showTrace?.(filter, text, trace),
      findings: withFindings && isReadable ? tools.findings?.(profile, target, text) : undefined,
    },
    work: computed,
  };
}
