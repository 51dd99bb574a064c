import { type SourceText, sourceText } from '../../../text/index.ts';
import { type Letters, partOf, type Word, wordOf } from '../text/Word.ts';

/** A section's assignment, such as UserNS=auto; `value` without white space around it. */
export interface Assignment {
  section: string;
  key: string;
  value: Word;
}

/**
 * The assignments of a systemd unit file, in order: lines that begin with # or ; are comments, also between lines that a backslash joins
 * (Podman 5.4.2, pkg/systemd/parser/unitfile.go). Lines that are no assignment are passed over.
 */
export function readUnit(text: string): Assignment[] {
  const source = sourceText(text);
  const found: Assignment[] = [];
  let section = '';
  for (let index = 0; index < source.lineStarts.length; index++) {
    const line = lineAt(source, index);
    const trimmed = line.text.trim();
    const header = /^\[([^\]]{1,200})\]$/.exec(trimmed)?.[1];
    if (header !== undefined) section = header;
    if (header !== undefined || trimmed === '' || /^[#;]/.test(trimmed)) continue;
    const letters = lettersOf(line);
    while (letters.text.at(-1) === '\\' && index + 1 < source.lineStarts.length) {
      const next = lineAt(source, ++index);
      if (/^\s*[#;]/.test(next.text)) continue;
      letters.text.pop();
      letters.starts.pop();
      letters.ends.pop();
      const more = lettersOf(next);
      append(letters.text, more.text);
      append(letters.starts, more.starts);
      append(letters.ends, more.ends);
      letters.end = more.end;
    }
    const whole = wordOf(letters, source);
    const equals = whole.text.indexOf('=');
    if (equals > 0)
      found.push({ section, key: whole.text.slice(0, equals).trim(), value: trim(partOf(whole, equals + 1)) });
  }
  return found;
}

function append<T>(list: T[], more: readonly T[]) {
  for (const each of more) list.push(each);
}

function lineAt({ text, lineStarts }: SourceText, index: number): { text: string; start: number } {
  const start = lineStarts[index] ?? text.length;
  const end = (lineStarts[index + 1] ?? text.length + 1) - 1;
  return { text: text.slice(start, end).replace(/\r$/, ''), start };
}

function lettersOf({ text, start }: { text: string; start: number }): Letters {
  const letters = text.split('');
  return {
    text: letters,
    starts: letters.map((_, at) => start + at),
    ends: letters.map((_, at) => start + at + 1),
    start,
    end: start + text.length,
  };
}

function trim(word: Word): Word {
  const start = word.text.length - word.text.trimStart().length;
  return partOf(word, start, Math.max(start, word.text.trimEnd().length));
}
