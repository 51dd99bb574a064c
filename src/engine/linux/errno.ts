import file from '../../../content/data/errno.json' with { type: 'json' };

export interface Errno {
  number: number;
  name: string;
  /** glibc's words for it, as strerror prints them. */
  message: string;
}

const NUMBERS: ReadonlyMap<string, number> = new Map(Object.entries(file.numbers));
const BY_NUMBER: ReadonlyMap<number, Errno> = new Map(
  Object.entries(file.messages).flatMap(([name, message]) => {
    const number = NUMBERS.get(name);
    return number === undefined ? [] : [[number, { number, name, message }]];
  }),
);

/** The error with this number, by its first name; undefined where Linux has none. */
export function errnoOf(number: number): Errno | undefined {
  return BY_NUMBER.get(number);
}

/** The number of an error name, aliases such as EWOULDBLOCK included; undefined for no such name. */
export function errnoNumber(name: string): number | undefined {
  return NUMBERS.get(name);
}
