import { type Finding, HARMS, type Harm } from '../../../engine/seccomp/index.ts';
import type { Diagnostic, Span } from '../../../engine/text/index.ts';
import { placeOf } from '../../../instrument/words/places.ts';
import { listed, type Phrase } from '../../../ui/Phrase.ts';

/** What a finding does, in a word. */
export const HARM_WORDS: Readonly<Record<Harm, string>> = {
  refused: 'won’t start',
  exposes: 'possible bypass',
  breaks: 'breaks programs',
  idle: 'no effect',
  note: 'note',
};

/** "7 possible bypasses, 1 rule without effect": how many findings there are of each harm, worst first. Notes are counted where they are folded. */
export function findingsSummary(items: readonly Finding[]): string {
  const counted = HARMS.flatMap((harm) => {
    if (harm === 'note') return [];
    const count = items.filter((item) => item.harm === harm).length;
    return count === 0 ? [] : [`${count} ${COUNT_WORDS[harm][count === 1 ? 0 : 1]}`];
  });
  return counted.length === 0 ? 'No known bypass, and no rule without effect.' : counted.join(', ');
}

const COUNT_WORDS: Readonly<Record<Exclude<Harm, 'note'>, readonly [one: string, more: string]>> = {
  refused: ['reason why the container won’t start', 'reasons why the container won’t start'],
  exposes: ['possible bypass', 'possible bypasses'],
  breaks: ['likely failure', 'likely failures'],
  idle: ['rule without effect', 'rules without effect'],
};

const MOST_LINES = 5;

/** "line 12, line 14 and 9 more places": the lines of a finding, each once. */
export function findingLines(spans: readonly Span[]): Phrase {
  const places = [...new Map(spans.map((span) => [span.line, placeOf(span)])).values()];
  const shown: Phrase[] = places.slice(0, MOST_LINES).map((place) => [place]);
  const more = places.length - shown.length;
  return listed(more > 0 ? [...shown, [`${more} more`]] : shown);
}

/** Without what stands among the problems of the text already. */
export function findingsBeside(findings: readonly Finding[], problems: readonly Diagnostic[]): readonly Finding[] {
  const known = new Set(problems.map(({ code, span }) => `${code} ${span?.start}`));
  return findings.filter(({ code, spans: [span] }) => !known.has(`${code} ${span?.start}`));
}
