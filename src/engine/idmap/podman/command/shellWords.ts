import { sourceText } from '../../../text/index.ts';
import type { HostUser } from '../../subid/HostFacts.ts';
import { type Segment, type Word, wordOf } from '../text/Word.ts';

/** What ends a command where it isn't quoted. */
const ENDS = new Set(['\n', ';', '&', '|', '<', '>', '(', ')']);

/** What people write for their own ids and names. */
const OWN =
  /\$\(\s*(id -u|id -g|id -un|whoami)\s*\)|\$\{(UID|EUID|USER|LOGNAME)\}|\$(UID|EUID|USER|LOGNAME)(?![A-Za-z0-9_])/y;

/**
 * The first command of `text` as words, as a POSIX shell splits it: blanks, '…', "…", backslashes and joined lines. `$(id -u)`, `$(id -g)`, `$UID`,
 * `$USER` and their like stand for `user`'s; any other `$` stays as it is. What follows `;`, `&`, `|`, a redirection, `#` or
 * the end of the line is left out. `from` is where reading starts.
 */
export function shellWords(text: string, user: HostUser, from = 0): Word[] {
  const source = sourceText(text);
  const words: Word[] = [];
  let word: { segments: Segment[]; start: number; end: number } | undefined;
  let quote = '';
  const take = (letters: string, start: number, end: number) => {
    word ??= { segments: [], start, end };
    if (letters !== '') word.segments.push({ text: letters, start, end });
    word.end = end;
  };
  const endWord = () => {
    if (word) words.push(wordOf(word.segments, word.start, word.end, source));
    word = undefined;
  };

  for (let at = from; at < text.length; ) {
    const letter = text.charAt(at);
    const own = letter === '$' && quote !== "'" ? ownAt(text, at, user) : undefined;
    const run = own ? 0 : runAt(text, at, quote);
    let next = at + 1;
    if (own) {
      next = at + own.length;
      take(own.value, at, next);
    } else if (run > 0) {
      next = at + run;
      take(text.slice(at, next), at, next);
    } else if (quote !== '') {
      if (letter === quote) {
        quote = '';
        take('', at, next);
      } else if (letter === '\\' && /["\\$`\n]/.test(text.charAt(next))) {
        next += 1;
        take(text.charAt(at + 1) === '\n' ? '' : text.charAt(at + 1), at, next);
      } else take(letter, at, next);
    } else if (letter === "'" || letter === '"') {
      quote = letter;
      take('', at, next);
    } else if (letter === '\\') {
      if (text.startsWith('\r\n', next)) next += 2;
      else if (text.charAt(next) === '\n') next += 1;
      else if (next < text.length) take(text.charAt(next++), at, next);
    } else if (letter === ' ' || letter === '\t' || letter === '\r') endWord();
    else if (ENDS.has(letter) || (letter === '#' && !word)) {
      endWord();
      if (words.length > 0) return words;
      if (letter === '#') next = (text.indexOf('\n', at) + 1 || text.length + 1) - 1;
    } else take(letter, at, next);
    at = next;
  }
  endWord();
  return words;
}

/** Letters that stand for themselves: outside quotes, in double and in single ones. */
const PLAIN: Record<string, RegExp> = {
  '': /[^\s'"\\$;&|<>()#]+/y,
  '"': /[^"\\$]+/y,
  "'": /[^']+/y,
};

/** How many letters from `at` stand for themselves. */
function runAt(text: string, at: number, quote: string): number {
  const plain = PLAIN[quote];
  if (!plain) return 0;
  plain.lastIndex = at;
  return plain.exec(text)?.[0].length ?? 0;
}

function ownAt(text: string, at: number, user: HostUser): { value: string; length: number } | undefined {
  OWN.lastIndex = at;
  const match = OWN.exec(text);
  if (!match) return undefined;
  const named = match[1] ?? match[2] ?? match[3];
  const { length } = match[0];
  if (named === 'id -u' || named === 'UID' || named === 'EUID') return { value: String(user.uid), length };
  if (named === 'id -g') return { value: String(user.gid), length };
  return { value: user.name, length };
}
