/** Escape sequences that colour a terminal's output, or clear its line (ECMA-48, CSI ... m and K). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what they begin with
const COLOURS = /\u001b\[[\d;:]{0,40}[mK]/g;

/**
 * `text` at the same length with the colours of a terminal taken out: blanks stand for them. Where one stands in the middle of a word the blanks
 * go before the word, which stays whole; so all but the beginning of that word keeps its place.
 */
export function withoutColours(text: string): string {
  if (!text.includes('\u001b[')) return text;
  return text
    .split('\n')
    .map((line) => (line.includes('\u001b[') ? plainLine(line) : line))
    .join('\n');
}

function plainLine(line: string): string {
  /** Finished words and blanks, and the word in the making. */
  const done: string[] = [];
  let word = '';
  let at = 0;
  const take = (piece: string) => {
    const blank = Math.max(piece.lastIndexOf(' '), piece.lastIndexOf('\t')) + 1;
    if (blank === 0) word += piece;
    else {
      done.push(word, piece.slice(0, blank));
      word = piece.slice(blank);
    }
  };
  for (const { 0: code, index } of line.matchAll(COLOURS)) {
    take(line.slice(at, index));
    at = index + code.length;
    const next = line.charAt(at);
    if (word === '' || next === '' || next === ' ' || next === '\t') take(' '.repeat(code.length));
    else done.push(' '.repeat(code.length));
  }
  take(line.slice(at));
  return done.join('') + word;
}
