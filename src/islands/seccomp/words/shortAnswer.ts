import { callAlone } from '../../../engine/trace/index.ts';
import { plain } from '../../../ui/Phrase.ts';
import { shortened } from '../../../ui/shortened.ts';
import type { AskResult, StartShown } from '../state/Reply.ts';

// The answer in a line or two, where its card is out of sight.

const SHAPES = { allow: '✓', deny: '✕', depends: '◐' } as const;

export function verdictLine(call: string, { answered }: AskResult, stale: boolean): string | undefined {
  if (!answered) return undefined;
  if (stale) return `${shortened(askedShort(call))}: no answer, the profile is invalid`;
  const { tone, headline } = answered;
  return `${SHAPES[tone]} ${headline} · ${shortened(askedShort(call))}`;
}

export function stripOf(
  start: StartShown | undefined,
  { problems: [problem] }: AskResult,
  verdict: string | undefined,
): readonly string[] {
  const title = start && `${SHAPES[start.tone]} ${plain(start.title)}`;
  const wrong = problem && shortened(problem.message);
  return [title, verdict ?? wrong].filter((line) => line !== undefined);
}

/** A longer question is told by its call's name. */
const LONGEST_ASKED = 32;

function askedShort(call: string): string {
  const alone = callAlone(call).trim();
  return alone.length > LONGEST_ASKED ? alone.replace(/\(.*$/s, '(…)') : alone;
}

/** The answer as one line to be read out. */
export function announcement({ answered, problems }: AskResult): string {
  if (!answered) return problems.map(({ message }) => shortened(message)).join(' ');
  return `${answered.asked}: ${answered.headline}. ${plain(answered.sees)}`;
}
