import type { JsonString } from './JsonNode.ts';

const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])/y;

/** Where each character of a string's value stands in the text that it was read from; one more for its end. */
export function stringOffsets(text: string, { start, end, value }: JsonString): Uint32Array {
  const offsets = new Uint32Array(value.length + 1);
  let at = start + 1;
  for (let index = 0; index < value.length; index++) {
    offsets[index] = at;
    ESCAPE.lastIndex = at;
    at += text[at] === '\\' && ESCAPE.test(text) ? ESCAPE.lastIndex - at : 1;
  }
  offsets[value.length] = Math.min(at, end);
  return offsets;
}
