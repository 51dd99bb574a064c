import { type SourceText, spanAt } from '../../../text/index.ts';
import { type IdKind, isId } from '../../map/Extent.ts';
import type { ListedId } from './Listing.ts';
import type { Word } from './Word.ts';

/** The word as a user or group: a number where it is all digits and can be an id, else a name. */
export function listedId(source: SourceText, kind: IdKind, word: Word, column?: ListedId['column']): ListedId {
  const span = spanAt(source, word.start, word.end);
  const number = /^\d{1,10}$/.test(word.text) ? Number(word.text) : Number.NaN;
  return { kind, ...(isId(number) ? { id: number } : { name: word.text }), span, ...(column && { column }) };
}
