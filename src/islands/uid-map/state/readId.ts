import { isId, LAST_ID, NO_ID } from '../../../engine/idmap/index.ts';
import { shorten } from '../../../engine/text/index.ts';

/** What stands in an id field: an id, nothing yet, (uid_t)-1, or something else, said in words with what to write instead. */
export type ReadId =
  | { kind: 'id'; id: number }
  | { kind: 'empty' }
  | { kind: 'no-id' }
  | { kind: 'wrong'; words: string; hint: string; name?: string };

/** Reads digits as an id; white space around them is left out of account, for ids are often pasted. */
export function readId(text: string): ReadId {
  const digits = text.trim();
  if (digits === '') return { kind: 'empty' };
  if (!/^[0-9]+$/.test(digits)) {
    return {
      kind: 'wrong',
      words: `“${shorten(digits, 24)}” is not an ID.`,
      hint: HINT,
      ...(NAME.test(digits) && { name: digits }),
    };
  }
  const id = Number(digits);
  if (id === NO_ID) return { kind: 'no-id' };
  if (!isId(id)) return { kind: 'wrong', words: `${shorten(digits, 24)} is too high for an ID.`, hint: HINT };
  return { kind: 'id', id };
}

/** What useradd takes for a name (useradd(8)). */
const NAME = /^[a-z_][a-z0-9_-]{0,31}$/;

const HINT = `Type a number from 0 to ${LAST_ID}.`;
