import { type JsonString, type Problems, retold, sourceText, stringOffsets } from '../../text/index.ts';

/** Of a value that another one replaces: only what is wrong with the types in it, for which Go refuses the text while it decodes it. */
export function typeProblems(problems: Problems): Problems {
  return retold(problems, (place, severity, code, ...rest) => {
    const isOfType = code === 'type' || code === 'kernel-version' || code.startsWith('number-');
    if (isOfType) problems.tell(place, severity, code, ...rest);
  });
}

/** What Docker hands on unseen, and the runtime refuses. */
const OF_RUNTIME: readonly string[] = ['word-unknown', 'action-missing', 'argument-index', 'operator-missing'];

/**
 * Of what may not reach the runtime: a warning, with what the refusal hangs on, where the runtime would refuse it. Where it does reach the runtime of a
 * target, `resolve` tells the error.
 */
export function unlessHandedOn(problems: Problems, unless: string): Problems {
  return retold(problems, (place, severity, code, message, hint, fix) => {
    if (!OF_RUNTIME.includes(code)) problems.tell(place, severity, code, message, hint, fix);
    else problems.tell(place, 'warning', code, message, `${hint} ${unless}`, fix);
  });
}

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
