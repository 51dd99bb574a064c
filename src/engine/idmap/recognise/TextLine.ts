/** One line of the pasted text. Offsets are into the whole. */
export interface TextLine {
  start: number;
  /** Where its characters end: at the "\n", or at the "\r" before it. */
  end: number;
  /** Where the next line begins. */
  next: number;
  /** Where the line's own text begins, its indentation included: behind the marks of a quotation. */
  from: number;
  /** How many blanks stand between `from` and the first character of `said`. */
  blanks: number;
  /** The matter, without white space around it. */
  said: string;
  /** The file that grep says the line is from. */
  path?: string;
  /** What the parsers read from `from` to `end`, where a program prints the same in other words; just as long. */
  reads?: string;
}

/** Marks that a mail or a forum sets before each quoted line: "> ", or several. */
const QUOTED = /^[ \t]{0,8}(?:>[ \t]?){1,20}/;

/** Cuts `text` into lines, in order; a text that ends with "\n" has no line after it, an empty one has none at all. */
export function textLines(text: string): TextLine[] {
  const lines: TextLine[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const next = newline === -1 ? text.length : newline + 1;
    const last = newline === -1 ? text.length : newline;
    const end = last > start && text.charCodeAt(last - 1) === 13 ? last - 1 : last;
    const marks = quoteMarks(text, start, end);
    const own = text.slice(start + marks, end);
    const said = own.trim();
    lines.push({ start, end, next, from: start + marks, blanks: said === '' ? 0 : own.indexOf(said), said });
    start = next;
  }
  return lines;
}

/** How many characters of the line are quotation marks. A lone ">" in a shell's continuation counts as well: it says no more. */
function quoteMarks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && at - start < 8 && text.charCodeAt(at) <= 32) at += 1;
  if (text.charAt(at) !== '>') return 0;
  return QUOTED.exec(text.slice(start, Math.min(end, start + 60)))?.[0].length ?? 0;
}
