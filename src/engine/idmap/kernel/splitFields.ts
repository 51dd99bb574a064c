/** The kernel's isspace for ASCII (lib/ctype.c); its one other space, byte 0xA0, never begins a character of UTF-8. */
const SPACE = /[\t-\r ]/;

/** A run of characters without white space, and where it stands in the text. */
export interface Field {
  text: string;
  start: number;
  end: number;
}

/** The first `most` fields between `start` and `end`, and, as one more, whatever follows them up to the last of the line. */
export function splitFields(text: string, start: number, end: number, most: number): Field[] {
  const isSpace = (at: number) => SPACE.test(text.charAt(at));
  while (end > start && isSpace(end - 1)) end -= 1;
  const fields: Field[] = [];
  for (let at = start; at < end; ) {
    if (isSpace(at)) {
      at += 1;
      continue;
    }
    let after = fields.length === most ? end : at;
    while (after < end && !isSpace(after)) after += 1;
    fields.push({ text: text.slice(at, after), start: at, end: after });
    at = after;
  }
  return fields;
}
