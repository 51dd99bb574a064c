import { type Problems, retold } from '../../text/index.ts';

const REFUSED = 'Docker and Podman refuse the whole profile until this is fixed.';
/** encoding/json's words for the mark's first byte, as docker run prints them (docker 26.1.5). */
const MARK_REFUSED = "Docker: “invalid character 'ï' looking for beginning of value”.";

/** What to do about a problem of the JSON, where a profile has more to say than any JSON. */
const HINTS: Readonly<Record<string, string>> = {
  'json-comment': `Move it to the rule’s "comment" key, or remove it. ${REFUSED}`,
  'json-empty': 'Paste a profile, open its file, or choose one from the list.',
  'json-junk': `Remove it. ${REFUSED}`,
  'json-too-deep': 'Docker, Podman and runc refuse such a text. The rest was not read.',
  'json-trailing-comma':
    'Remove it: JSON allows no comma after the last entry, so Docker and Podman refuse the whole profile.',
};

/** The problems of a text that is to be a profile, as the reader of JSON tells them to it. */
export function jsonProblems(problems: Problems): Problems {
  return retold(problems, (place, severity, code, message, hint, fix) => {
    // It is only counted.
    if (problems.full) return problems.tell(place, severity, code, message, hint, fix);
    const isMark = code === 'json-blank' && place.start === 0 && problems.source.text.startsWith('\ufeff');
    const said = code === 'json-empty' ? 'No profile yet.' : message;
    const advice = code === 'json-blank' ? `${hint} ${REFUSED}` : (HINTS[code] ?? hint);
    problems.tell(place, severity, code, said, isMark ? `${advice} ${MARK_REFUSED}` : advice, fix);
  });
}
