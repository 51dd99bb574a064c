import type { OffersShown } from '../state/Inspection.ts';
import type { AskResult, CallReply, StartShown } from '../state/Reply.ts';

/** No call is allowed, and none is shown in the tone of it, where nothing gets so far as to make it. */
export function withStart({ answered, problems }: AskResult, start: StartShown | undefined): AskResult {
  if (answered?.tone !== 'allow' || start === undefined || start.tone === 'allow') return { answered, problems };
  const but = start.tone === 'deny' ? 'but the container does not start' : 'but the container may not start';
  return { answered: { ...answered, tone: 'depends', headline: `${answered.headline}, ${but}` }, problems };
}

/** What the filter allows, and what stands behind it refuses or may refuse, is not shown as allowed. */
export function withObstacle({ answered, problems }: AskResult, offers: OffersShown | undefined): AskResult {
  if (answered?.tone !== 'allow' || offers === undefined) return { answered, problems };
  return { answered: { ...answered, tone: 'depends', headline: `${answered.headline}, ${offers.but}` }, problems };
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
