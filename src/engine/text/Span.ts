/** A stretch of the reader's text. Offsets count UTF-16 units, `end` is exclusive; line and column count from 1 and belong to `start`. */
export interface Span {
  start: number;
  end: number;
  line: number;
  column: number;
}
