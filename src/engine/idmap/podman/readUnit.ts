import { partOf, type Segment, type SourceText, sourceText, type Word, wordOf } from '../../text/index.ts';

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
    const segments = [line];
    while (segments.at(-1)?.text.endsWith('\\') && index + 1 < source.lineStarts.length) {
      const next = lineAt(source, ++index);
      if (/^\s*[#;]/.test(next.text)) continue;
      const joined = segments.pop();
      if (joined) segments.push({ ...joined, text: joined.text.slice(0, -1), end: joined.end - 1 });
      segments.push(next);
    }
    const whole = wordOf(segments, line.start, segments.at(-1)?.end ?? line.end, source);
    const equals = whole.text.indexOf('=');
    if (equals > 0)
      found.push({ section, key: whole.text.slice(0, equals).trim(), value: trim(partOf(whole, equals + 1)) });
  }
  return found;
}

function lineAt({ text, lineStarts }: SourceText, index: number): Segment {
  const start = lineStarts[index] ?? text.length;
  const line = text.slice(start, (lineStarts[index + 1] ?? text.length + 1) - 1).replace(/\r$/, '');
  return { text: line, start, end: start + line.length };
}

function trim(word: Word): Word {
  const start = word.text.length - word.text.trimStart().length;
  return partOf(word, start, Math.max(start, word.text.trimEnd().length));
}

/** The words of a value, parted at white space; quotes hold one together, a backslash takes what follows as it is (pkg/systemd/parser/split.go). */
export function unitWords(value: Word): Word[] {
  const words: Word[] = [];
  let letters: number[] = [];
  let start = -1;
  let quote = '';
  const end = () => {
    if (start !== -1) words.push(pick(value, letters, start));
    letters = [];
    start = -1;
  };
  for (let at = 0; at < value.text.length; at++) {
    const letter = value.text.charAt(at);
    if (quote === '' && /\s/.test(letter)) {
      end();
      continue;
    }
    if (start === -1) start = at;
    if (letter === quote) quote = '';
    else if (quote === '' && (letter === '"' || letter === "'")) quote = letter;
    else if (letter === '\\' && at + 1 < value.text.length) letters.push(++at);
    else letters.push(at);
  }
  end();
  return words;
}

/** The word of the value's letters at these places. */
function pick(value: Word, places: readonly number[], start: number): Word {
  const text = places.map((at) => value.text.charAt(at)).join('');
  const span = (from = 0, to = text.length) => {
    const first = places[from] ?? start;
    return value.span(first, to > from ? (places[to - 1] ?? first) + 1 : first);
  };
  const whole = span();
  return { text, start: whole.start, end: whole.end, span };
}
