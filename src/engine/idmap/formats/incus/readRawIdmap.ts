import { atoi } from '../../../linux/index.ts';
import { type Diagnostic, error, type Span, shorten } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import type { Entry } from '../Entries.ts';
import { addSafe, HOST_ID_TAKEN, takenBy } from './incusSet.ts';

/** A line of raw.idmap, and where it stands. */
export interface RawLine {
  text: string;
  span: Span;
}

/** The entries of raw.idmap, with every problem; the first one's message is what Incus says. */
export interface RawIdmap {
  entries: readonly Entry[];
  diagnostics: Diagnostic[];
}

const KINDS: Record<string, readonly IdKind[]> = { both: ['uid', 'gid'], uid: ['uid'], gid: ['gid'] };

/**
 * The value of raw.idmap: on each line both, uid or gid, host ids, container ids, with one space between them; ids are a number or FIRST-LAST. A later line
 * takes its container ids from an earlier one (incus 6.0.4, shared/idmap/set_load.go, NewSetFromIncusIDMap; words as incusd 7.0.2 says them).
 */
export function readRawIdmap(lines: readonly RawLine[]): RawIdmap {
  let entries: readonly Entry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { text, span } of lines) {
    if (text === '') continue;
    const read = readLine(text, span);
    if ('code' in read) {
      diagnostics.push(read);
      continue;
    }
    const added = addSafe(entries, read);
    if (added) entries = added;
    else
      diagnostics.push(
        hostIdTaken(
          span,
          lines.find((line) => line.span === takenBy(entries, read)?.span),
        ),
      );
  }
  return { entries, diagnostics };
}

/** Two entries with the same host ids: those of another line, or of the base range. */
export function hostIdTaken(span: Span, other?: RawLine): Diagnostic {
  const hint = other
    ? `“${shorten(other.text)}” already maps some of these host IDs. Use others.`
    : 'Use host IDs outside the container’s own range and the other lines.';
  return error('incus-host-id', HOST_ID_TAKEN, hint, span);
}

function readLine(text: string, span: Span): Entry | Diagnostic {
  const fields = text.split(' ', 4);
  const [type = '', host = '', container = ''] = fields;
  if (fields.length !== 3) {
    const hint = 'Write TYPE HOST CONTAINER, one space apart; TYPE is both, uid or gid.';
    return error('incus-line', `Invalid ID map line: ${text}`, hint, span);
  }
  const outside = readRange(host, span);
  if ('code' in outside) return outside;
  const inside = readRange(container, span);
  if ('code' in inside) return inside;
  if (inside.count !== outside.count) {
    const hint = `${outside.count} on the host, ${inside.count} in the container: make both the same.`;
    return error('incus-sizes', `The ID map ranges are of different sizes: ${text}`, hint, span);
  }
  const kinds = KINDS[type];
  if (!kinds) return error('incus-type', `Invalid ID map type: ${text}`, 'Types: both, uid and gid.', span);
  return { kinds, inside: inside.first, outside: outside.first, count: inside.count, span };
}

function readRange(text: string, span: Span): { first: number; count: number } | Diagnostic {
  const ends = text.split('-', 3);
  if (ends.length > 2) {
    return error('incus-range', `Invalid ID map range: ${text}`, 'Write FIRST-LAST, or one number.', span);
  }
  const numbers: number[] = [];
  for (const end of ends) {
    const { value, error: wrong } = atoi(end);
    if (wrong)
      return error('incus-number', wrong.words.replace('strconv.Atoi', 'strconv.ParseInt'), 'Write digits only.', span);
    numbers.push(Number(value));
  }
  const [first = 0, last = first] = numbers;
  return { first, count: last - first + 1 };
}
