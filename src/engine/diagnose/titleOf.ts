import { type ErrorEntry, readMessage } from '../idmap/index.ts';
import { reportsError } from './reportsError.ts';

/** A heading is no longer than this. */
const MOST = 72;
/** A clause that begins farther away is begun at what is known of it. */
const NEAR = 90;

/**
 * The heading of a message: the entry's own where the lines hold words that it quotes, or where nothing of it is quoted. Else it quotes the lines themselves,
 * between the entry's words about them, for a reader looks for what was pasted. A question has the entry's title.
 */
export function titleOf({ title, phrases }: Pick<ErrorEntry, 'title' | 'phrases'>, lines: string): string {
  const quoted = [...title.matchAll(/`([^`]+)`/g)].map(([, words = '']) => words);
  const { text, small } = readMessage(lines);
  if (quoted.length === 0 || quoted.some((words) => holds(small, words)) || !reportsError(text)) return title;
  const at = Math.min(...phrases.map((phrase) => small.indexOf(phrase)).filter((found) => found !== -1));
  const start = Number.isFinite(at) ? clauseOf(text, at) : undefined;
  if (start === undefined) return title;
  const [before = ''] = /^[^`]*: (?=`)/.exec(title) ?? [];
  const [after = ''] = /(?<=`)(?:: | )[^`]+$/.exec(title) ?? [];
  return `${before}\`${shortened(text.slice(start)).replaceAll('`', "'")}\`${after}`;
}

/** Where the clause begins that has this place: behind a colon, a bracket, or what a log sets before a message; undefined in the midst of a long one. */
function clauseOf(text: string, at: number): number | undefined {
  const from = Math.max(0, at - NEAR);
  const [ahead = ''] = AHEAD.exec(text.slice(from, at + 1)) ?? [];
  if (ahead === '' && from > 0) return /\w/.test(text.charAt(at)) ? at : undefined;
  return from + ahead.length;
}

const AHEAD = /^.*(?:[:;\]|] |\bstd(?:out|err) [FP] |#\d+ [\d.]+ |\b(?:msg|err)="|^> )(?=\S)/;

/** Whether a message has the words of a title, of which “…” stands for any. */
function holds(small: string, words: string): boolean {
  return readMessage(words)
    .small.split('…')
    .every((part) => small.includes(part.trim()));
}

/** The beginning, up to the end of a word; without the quote that ends a log’s msg="…". */
function shortened(text: string): string {
  const cut = text.length <= MOST ? text.replace(/[\s.:,]+$/, '') : text.slice(0, MOST).replace(/\s+\S*$/, '');
  const isOpen = cut.endsWith('"') && (cut.match(/"/g) ?? []).length % 2 === 1;
  return `${isOpen ? cut.slice(0, -1) : cut}${text.length <= MOST ? '' : ' …'}`;
}
