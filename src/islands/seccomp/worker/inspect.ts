import { type findings, parseCall } from '../../../engine/seccomp/index.ts';
import type { Inspection } from '../state/Inspection.ts';
import type { InspectionQuestion } from '../state/Question.ts';
import { offersShown } from '../words/offersShown.ts';
import { roadsShown } from '../words/roadGroups.ts';
import type * as allowingTools from './allowingTools.ts';
import { type Computed, compute } from './compute.ts';

/** What is a script of its own, for many inspections do without. */
export interface Tools {
  /** What finds weak spots. */
  finds?: typeof findings | undefined;
  /** What looks for changes that let a call pass, asked for only where one is refused or a trace is there. */
  allowing: () => Pick<typeof allowingTools, 'offerItems' | 'showTrace'>;
}

/** Looks at a profile with the tables that are loaded; `before` spares what the question before had worked out already. */
export function inspect(
  question: InspectionQuestion,
  { finds, allowing }: Tools,
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
      offers:
        profile &&
        filter &&
        offersShown(filter, call, (refused) => allowing().offerItems(profile, filter, refused, text)),
      trace: filter && trace && allowing().showTrace(filter, text, trace),
      findings: withFindings && isReadable ? finds?.(profile, target, text) : undefined,
    },
    work: computed,
  };
}
