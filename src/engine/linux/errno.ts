import file from '../../../content/data/errno.json' with { type: 'json' };
import { mapOf } from './mapOf.ts';

export interface Errno {
  number: number;
  name: string;
  /** glibc's words for it, as strerror prints them. */
  message: string;
}

const NUMBERS = mapOf<number>(file.numbers);
const BY_NUMBER = byNumber();

// @__NO_SIDE_EFFECTS__
function byNumber(): ReadonlyMap<number, Errno> {
  return new Map(
    Object.entries(file.messages).flatMap(([name, message]) => {
      const number = NUMBERS.get(name);
      return number === undefined ? [] : [[number, { number, name, message }]];
    }),
  );
}

/** The error with this number, by its first name; undefined where Linux has none. */
export function errnoOf(number: number): Errno | undefined {
  return BY_NUMBER.get(number);
}

/** The number of an error name, aliases such as EWOULDBLOCK included; undefined for no such name. */
export function errnoNumber(name: string): number | undefined {
  return NUMBERS.get(name);
}
