import type { OffersShown } from './allowing/offersShown.ts';
import type { AskResult } from './answer.ts';
import type { CallReply } from './answering/Reply.ts';
import type { StartShown } from './starts/StartShown.ts';

/** No call is allowed, and none is shown in the tone of it, where nothing gets so far as to make it. */
export function withStart({ answered, problems }: AskResult, start: StartShown | undefined): AskResult {
  if (answered?.tone !== 'allow' || start === undefined || start.tone === 'allow') return { answered, problems };
  const but = start.tone === 'deny' ? 'but the container does not start' : 'but the container may not start';
  return { answered: { ...answered, tone: 'depends', headline: `${answered.headline}, ${but}` }, problems };
}

/** What the filter allows and AppArmor may deny is not shown as allowed. */
export function withDenial({ answered, problems }: AskResult, offers: OffersShown | undefined): AskResult {
  if (answered?.tone !== 'allow' || !offers?.denied) return { answered, problems };
  const headline = `${answered.headline}, unless AppArmor denies it`;
  return { answered: { ...answered, tone: 'depends', headline }, problems };
}

/** Without what names lines of a text that is no longer there. */
export function withoutPlaces({ answered, problems }: CallReply): CallReply {
  return {
    answered: answered && { ...answered, why: [], outcomes: [] },
    problems,
    litLines: [],
    lineToShow: undefined,
  };
}
