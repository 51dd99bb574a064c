import type { OffersShown } from '../state/Inspection.ts';
import type { AskResult, CallReply, StartShown } from '../state/Reply.ts';

/**
 * What the filter allows is not shown as allowed where nothing gets so far as to make the call, or where something behind the filter refuses it, or may.
 */
export function withDoubt(
  { answered, problems }: AskResult,
  start: StartShown | undefined,
  offers: OffersShown | undefined,
): AskResult {
  const starts = start === undefined || start.tone === 'allow';
  const but = starts ? offers?.but : `but the container ${start.tone === 'deny' ? 'does' : 'may'} not start`;
  if (answered?.tone !== 'allow' || but === undefined) return { answered, problems };
  return { answered: { ...answered, tone: 'depends', headline: `${answered.headline}, ${but}` }, problems };
}

/** Without what names lines of a text that is no longer there. */
export function withoutPlaces({ answered, problems }: AskResult): CallReply {
  return {
    answered: answered && { ...answered, why: [], outcomes: [] },
    problems,
    litLines: [],
    lineToShow: undefined,
  };
}
