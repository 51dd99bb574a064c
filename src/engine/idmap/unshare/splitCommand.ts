import type { HostUser } from '../subid/HostFacts.ts';
import type { CommandWord } from './CommandWord.ts';

/** What ends a command where it isn't quoted. */
const ENDS = /[\n;&|<>()]/;

/** What people write for their own ids and names. */
const OWN =
  /\$\(\s*(id -u|id -g|id -un|whoami)\s*\)|\$\{(UID|EUID|USER|LOGNAME)\}|\$(UID|EUID|USER|LOGNAME)(?![A-Za-z0-9_])/y;

/**
 * The first command of `text` as words, as a POSIX shell splits it: blanks, '…', "…", \ and a joined line. `$(id -u)`, `$(id -g)`, `$UID`, `$USER`
 * and their like stand for the caller's; any other `$` stays as it is. What follows `;`, `&`, `|`, a redirection or the end of the line is left out.
 */
export function splitCommand(text: string, user: HostUser): CommandWord[] {
  const words: CommandWord[] = [];
  let word: CommandWord | undefined;
  let quote = '';
  const take = (letters: string, start: number, end: number) => {
    word ??= { text: '', start, end };
    word.text += letters;
    word.end = end;
  };
  const endWord = () => {
    if (word) words.push(word);
    word = undefined;
  };

  for (let at = 0; at < text.length; ) {
    const letter = text.charAt(at);
    const own = letter === '$' && quote !== "'" ? ownAt(text, at, user) : undefined;
    let next = at + 1;
    if (own) {
      next = at + own.length;
      take(own.value, at, next);
    } else if (quote !== '') {
      if (letter === quote) {
        quote = '';
        take('', at, next);
      } else if (letter === '\\' && quote === '"' && /["\\$`\n]/.test(text.charAt(next))) {
        next += 1;
        take(text.charAt(at + 1) === '\n' ? '' : text.charAt(at + 1), at, next);
      } else {
        take(letter, at, next);
      }
    } else if (letter === "'" || letter === '"') {
      quote = letter;
      take('', at, next);
    } else if (letter === '\\') {
      if (text.startsWith('\r\n', next)) next += 2;
      else if (text.charAt(next) === '\n') next += 1;
      else if (next < text.length) take(text.charAt(next++), at, next);
    } else if (letter === ' ' || letter === '\t' || letter === '\r') {
      endWord();
    } else if (ENDS.test(letter)) {
      endWord();
      if (words.length > 0) return words;
    } else {
      take(letter, at, next);
    }
    at = next;
  }
  endWord();
  return words;
}

function ownAt(text: string, at: number, user: HostUser): { value: string; length: number } | undefined {
  OWN.lastIndex = at;
  const match = OWN.exec(text);
  if (!match) return undefined;
  const named = match[1] ?? match[2] ?? match[3];
  const length = match[0].length;
  if (named === 'id -u' || named === 'UID' || named === 'EUID') return { value: String(user.uid), length };
  if (named === 'id -g') return { value: String(user.gid), length };
  return { value: user.name, length };
}
