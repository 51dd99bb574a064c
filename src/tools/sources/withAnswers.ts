import type { Seen, SeenAddresses } from '../../site/sources/Seen.ts';
import type { Answer } from './askAddress.ts';

/** What was known of the addresses, with what they answered today; addresses that nobody names any more are gone. */
export function withAnswers(known: SeenAddresses, answers: ReadonlyMap<string, Answer>, today: string): SeenAddresses {
  const seen = [...answers].map(([url, answer]) => [url, seenToday(known[url], answer, today)] as const);
  return Object.fromEntries(seen.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function seenToday(before: Seen | undefined, { alive, status, movedTo }: Answer, today: string): Seen {
  const last = alive ? today : before?.alive;
  return {
    ...(last !== undefined && { alive: last }),
    asked: today,
    status,
    ...(movedTo !== undefined && { movedTo }),
  };
}

/** What a maintainer has to look at, as Markdown: addresses that did not answer, and those that have moved for good. */
export function reportOf(answers: ReadonlyMap<string, Answer>): string {
  const dead = [...answers].filter(([, { alive }]) => !alive);
  const moved = [...answers].filter(([, { movedTo }]) => movedTo !== undefined);
  return [
    `${answers.size} addresses asked, ${answers.size - dead.length} alive.`,
    ...listed(
      'Did not answer',
      dead.map(([url, { status }]) => `${url} (${status})`),
    ),
    ...listed(
      'Moved for good',
      moved.map(([url, { movedTo }]) => `${url} to ${movedTo}`),
    ),
  ].join('\n');
}

const listed = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `## ${heading}`, '', ...[...lines].sort().map((line) => `- ${line}`)];
