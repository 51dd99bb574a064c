import type { Filter } from '../../../engine/seccomp/index.ts';
import type { Parsed } from '../../../engine/text/index.ts';
import type { Answered } from '../state/Reply.ts';
import { ask } from '../words/ask.ts';

/** A stack under which no container starts with the profile. */
const NO_START = { tone: 'deny', headline: 'The container does not start' } as const;

/** What a resolved profile answers to a call, in short; undefined where the question names none. */
export function answerOn(
  call: string,
  { value: filter }: Parsed<Filter>,
): Pick<Answered, 'tone' | 'headline'> | undefined {
  const answered = filter && ask(call, filter).result.answered;
  if (filter !== undefined && answered === undefined) return undefined;
  const { tone, headline } = answered ?? NO_START;
  return { tone, headline };
}
