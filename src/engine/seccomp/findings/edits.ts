import type { Edit, Span } from '../../text/index.ts';
import type { Rule, Word } from '../profile/Profile.ts';

// Edits of the profile's text that keep its layout. Each is undefined where the text around the place isn't plain JSON: a comment, or nothing known.

/** Takes an item out of its list, with the comma that then is one too many. */
export function removeItem(text: string, { start, end }: Span): Edit[] | undefined {
  const behind = skipSpace(text, end);
  const ahead = skipSpaceBack(text, start);
  if (text[behind] === ',') {
    const next = skipSpace(text, behind + 1);
    // Behind the comma must come the next item, not a comment.
    return /["{[\w-]/.test(text[next] ?? '') ? [{ start, end: next, text: '' }] : undefined;
  }
  if (text[behind] !== ']') return undefined;
  if (text[ahead - 1] === '[') return [{ start, end, text: '' }];
  const isBehindItem = text[ahead - 1] === ',' && /["}\]\w]/.test(text[ahead - 2] ?? '');
  return isBehindItem ? [{ start: ahead - 1, end, text: '' }] : undefined;
}

/**
 * Takes some items out of their list, never all: each with the comma behind it, the last ones with the comma before them. `items` are the list's, in
 * order.
 */
export function removeItems(text: string, items: readonly Span[], going: readonly Span[]): Edit[] | undefined {
  const edits: Edit[] = [];
  for (const span of going) {
    const at = items.indexOf(span);
    const [before, next] = [items[at - 1], items[at + 1]];
    const stays = items.slice(at + 1).some((other) => !going.includes(other));
    const edit =
      stays && next
        ? { start: span.start, end: next.start, text: '' }
        : before && { start: before.end, end: span.end, text: '' };
    // Between two items stand a comma and space, and no comment.
    if (
      edit === undefined ||
      !/^[\s,]*$/.test(text.slice(edit.start, edit.end).replace(text.slice(span.start, span.end), ''))
    )
      return undefined;
    edits.push(edit);
  }
  return edits;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text[at])) at += 1;
  return at;
}

/** The place behind the last character before `from` that is no space. */
function skipSpaceBack(text: string, from: number): number {
  let at = from;
  while (isSpace(text[at - 1])) at -= 1;
  return at;
}

const isSpace = (character: string | undefined) => character !== undefined && ' \t\r\n'.includes(character);

/** Takes a name out of its rule, or the rule with its only name. */
export function removeName(text: string, rule: Rule, name: Word): Edit[] | undefined {
  return removeItem(text, rule.names.length === 1 ? rule.span : name.span);
}

/** Puts an item behind the last one of a list, laid out like that. A comma too many behind the last one stays one. */
export function addItem(text: string, last: Span, item: string): Edit[] | undefined {
  const behind = skipSpace(text, last.end);
  const end = text[behind] === ',' ? skipSpace(text, behind + 1) : behind;
  if (text[end] !== ']') return undefined;
  const ahead = skipSpaceBack(text, last.start);
  if (!'[,'.includes(text[ahead - 1] ?? ' ')) return undefined;
  return [{ start: last.end, end: last.end, text: `,${text.slice(ahead, last.start)}${item}` }];
}

/** Gives an object's key another value, or the object the key. `value` is JSON. */
export function setKey(text: string, object: Span, key: string, value: string): Edit[] | undefined {
  const own = text.slice(object.start, object.end);
  const found = new RegExp(`("${key}"\\s*:\\s*)(?:"[^"\\\\]*"|-?[\\d.eE+]+|null)`, 'gi').exec(own);
  if (found !== null) {
    const start = object.start + found.index + (found[1]?.length ?? 0);
    return [{ start, end: object.start + found.index + found[0].length, text: value }];
  }
  const first = /^\{(\s*)"/.exec(own);
  if (first === null) return undefined;
  const at = object.start + 1 + (first[1]?.length ?? 0);
  const space = first[1] === '' ? '' : (first[1] ?? '');
  return [{ start: at, end: at, text: `"${key}": ${value},${space === '' ? ' ' : space}` }];
}
