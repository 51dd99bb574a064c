import { type ErrorEntry, type Explained, readMessage } from '../idmap/index.ts';
import type { SourceText, Span } from '../text/index.ts';
import { catalogue } from './catalogue/catalogue.ts';
import { type Paragraph, paragraphs } from './paragraphs.ts';

/** A message of the catalogue, found in a text. */
export interface FoundMessage {
  entry: ErrorEntry;
  explained: Explained;
  /** Its place in the catalogue: what comes first says most. */
  rank: number;
  span: Span;
  paragraph: Paragraph;
}

/** A phrase may stand in a text without its message; a few places of it are tried. */
const MOST_PLACES = 4;

/**
 * The messages in a text, those that say most first. Of the lines that stand together each has one, and what only passes on what another line tells is left
 * out beside it.
 */
export function messagesIn(source: SourceText): FoundMessage[] {
  const found = new Map<string, FoundMessage>();
  for (const paragraph of paragraphs(source))
    for (const message of tellingIn(messagesOf(paragraph))) {
      const key = `${message.explained.code} ${JSON.stringify(message.explained.facts)}`;
      if (!found.has(key)) found.set(key, message);
    }
  return tellingIn([...found.values()].sort(byWeight));
}

/** What is found in the lines of one paragraph: each line's best, the best line first. */
function messagesOf(paragraph: Paragraph): FoundMessage[] {
  const message = readMessage(paragraph.text);
  const byLine = new Map<number, FoundMessage>();
  for (const [rank, entry] of catalogue().entries())
    for (const phrase of entry.phrases)
      for (const at of placesOf(message.small, phrase)) {
        const explanation = entry.explain(message, at);
        if (!explanation) continue;
        const span = spanOf(paragraph, phrase);
        if (!byLine.has(span.start))
          byLine.set(span.start, {
            entry,
            explained: { code: entry.code, facts: {}, ...explanation },
            rank,
            span,
            paragraph,
          });
      }
  return [...byLine.values()].sort(byWeight);
}

/** What a program only warns of did not stop it. */
const WARNS = /\blevel=warn(?:ing)?\b|^\s*warn(?:ing)?\b/i;

const warns = ({ paragraph, span }: FoundMessage): boolean =>
  WARNS.test(paragraph.lines.find((line) => line.span.start === span.start)?.text ?? '');

const byWeight = (one: FoundMessage, other: FoundMessage): number =>
  Number(warns(one)) - Number(warns(other)) || one.rank - other.rank;

function placesOf(small: string, phrase: string): number[] {
  const places: number[] = [];
  for (let at = small.indexOf(phrase); at !== -1 && places.length < MOST_PLACES; at = small.indexOf(phrase, at + 1))
    places.push(at);
  return places;
}

/** The line with a phrase; the whole paragraph where it is broken over two. */
function spanOf({ lines, text }: Paragraph, phrase: string): Span {
  const line = lines.find(({ text }) => readMessage(text).small.includes(phrase));
  const [first] = lines;
  if (line || !first) return line?.span ?? { start: 0, end: 0, line: 1, column: 1 };
  return { ...first.span, end: first.span.start + text.length };
}

/** Whether a message says something of its own beside others. */
export const tells = ({ entry }: FoundMessage): boolean => !entry.passesOn && !entry.general;

/** Without those that say nothing of their own, where there is one that does. */
function tellingIn(found: readonly FoundMessage[]): FoundMessage[] {
  const telling = found.filter(tells);
  return telling.length === 0 ? [...found] : telling;
}
