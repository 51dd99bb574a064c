import { type JsonString, type Problems, sourceText, stringOffsets } from '../../../text/index.ts';

/** The problems of a text that stands in a JSON string of another, from the character `from` on: told at their places there, with edits that fit there. */
export function embeddedProblems(outer: Problems, string: JsonString, from: number): Problems {
  const offsets = stringOffsets(outer.source.text, string);
  const offsetOf = (at: number) => offsets[Math.min(from + at, offsets.length - 1)] ?? string.end;
  // What has a line is a span that `spanOf` gave, and lies in the whole text already.
  const placeOf = (place: { start: number; end: number }) =>
    'line' in place ? place : { start: offsetOf(place.start), end: offsetOf(place.end) };
  const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
  return {
    source: sourceText(string.value.slice(from)),
    tell(place, severity, code, message, hint, fix) {
      const edits =
        typeof fix === 'string' ? escaped(fix) : fix?.map((edit) => ({ ...placeOf(edit), text: escaped(edit.text) }));
      outer.tell(placeOf(place), severity, code, message, hint, edits);
    },
    get full() {
      return outer.full;
    },
    spanOf: (place) => outer.spanOf(placeOf(place)),
    list: outer.list,
  };
}
