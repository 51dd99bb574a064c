/** A part of a text, without the blanks around it. */
export interface Piece {
  text: string;
  /** Its first character's offset. */
  start: number;
}

/** The text with blanks in the place of C's comments, so that all else stays where it is. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));

/**
 * What stands between commas from an offset on, up to a closing bracket or else the end of the text; a comma within brackets parts nothing. Empty pieces are
 * left out. `isClosed`: the bracket was found.
 */
export function piecesIn(
  text: string,
  start: number,
  closing?: string,
): { pieces: readonly Piece[]; isClosed: boolean } {
  const pieces: Piece[] = [];
  let depth = 0;
  let from = start;
  let at = start;
  for (; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (depth === 0 && sign === closing) break;
    if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign)) depth--;
    else if (sign === ',' && depth === 0) {
      add(at);
      from = at + 1;
    }
  }
  add(at);
  return { pieces, isClosed: at < text.length };

  function add(end: number): void {
    const part = text.slice(from, end);
    const piece = part.trim();
    if (piece !== '') pieces.push({ text: piece, start: from + part.length - part.trimStart().length });
  }
}
