/** `->`, as an arrow also, and what people type in its place. */
export const ARROW = /-+>|=+>|[→⟶⇒⟹]/;

/** Begins a comment, wherever it stands. */
export const COMMENT = '#';

/** A piece of the text, with its place. */
export interface Piece {
  text: string;
  start: number;
  end: number;
}

/** The piece between two places, without the white space around it. */
export function pieceAt(text: string, from: number, to: number): Piece {
  const written = text.slice(from, to);
  const start = from + written.length - written.trimStart().length;
  const trimmed = written.trim();
  return { text: trimmed, start, end: start + trimmed.length };
}

/** The words of a piece: what white space separates. */
export function wordsOf({ text, start }: Piece): readonly Piece[] {
  return [...text.matchAll(/\S+/g)].map((match) => {
    const at = start + match.index;
    return { text: match[0], start: at, end: at + match[0].length };
  });
}

/** From the first of the pieces to the last. */
export function joined(pieces: readonly Piece[]): { start: number; end: number } | undefined {
  const [first] = pieces;
  const last = pieces.at(-1);
  return first && last && { start: first.start, end: last.end };
}
