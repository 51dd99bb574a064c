import { LAST_ID } from '../idmap/index.ts';
import { type Problems, shorten } from '../text/index.ts';
import type { IdRange } from './Asks.ts';
import type { Piece } from './lineWords.ts';

const RANGE = /^(\d+)(?:\s*[-–]\s*(\d+))?$/;

/** An ID or a range of IDs: `33`, `0-65535`. */
export function readIds(piece: Piece, side: IdRange['side'], problems: Problems): IdRange | undefined {
  const { text } = piece;
  const [, from, to = from] = RANGE.exec(text) ?? [];
  const tell = (code: string, message: string, hint: string) => {
    const place = text === '' ? { start: piece.start - 1, end: piece.start } : piece;
    problems.tell(place, 'error', code, message, hint);
    return undefined;
  };
  if (from === undefined || to === undefined) {
    const found = text === '' ? `No ID after “${side}”.` : `Found ${shorten(text)}, expected an ID.`;
    return tell('check-id', found, `Write a number or a range: ${side} 33, ${side} 0-65535.`);
  }
  const [first, last] = [Number(from), Number(to)];
  const above = [from, to].find((each) => Number(each) > LAST_ID);
  if (above !== undefined) {
    return tell('check-id', `${shorten(above)} is not an ID.`, `The highest ID is ${LAST_ID}.`);
  }
  if (first > last) return tell('check-range', `The range ${text} ends before it begins.`, 'Write the lower ID first.');
  return { side, first, last };
}
