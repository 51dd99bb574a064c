import { readUnsignedInt, strtoumax } from '../../linux/index.ts';
import type { Span } from '../../text/index.ts';
import { EVERY_ID } from '../map/compose.ts';
import type { IdKind } from '../map/Extent.ts';
import type { HostFacts, HostUser } from '../subid/HostFacts.ts';
import { since } from '../versions/since.ts';
import type { Versions } from '../versions/Versions.ts';
import { readNumber, readTurned } from './readNumber.ts';
import { type MapRange, takesSeveral, UNSET } from './UnshareRequest.ts';

/** The value of --map-users and --map-groups: a word, or three numbers, inner:outer:count or, as older versions had it, outer,inner,count. */
export function readRanges(
  kind: IdKind,
  word: string,
  span: Span,
  user: HostUser,
  host: HostFacts,
): MapRange[] | string {
  const several = takesSeveral(host.versions);
  if (!several && word !== 'auto') return readOneRange(word, span);
  if (word === 'all') {
    return (host.parent?.[kind] ?? EVERY_ID).map(({ inside, count }) => ({
      inner: inside,
      outer: inside,
      count,
      span,
    }));
  }
  if (word === 'auto' || word === 'subids') {
    if (user.name === '') return `unshare: you (user ${user.uid}) don't exist.`;
    const read = readSubidRange(host[`sub${kind}`], `/etc/sub${kind}`, user, host.versions);
    if (!read.ok) return `unshare: ${read.message}`;
    return [{ inner: word === 'auto' ? UNSET : read.outer, outer: read.outer, count: read.count, span }];
  }
  const colons = scanTriple(word, ':');
  if (colons) return [{ inner: colons[0], outer: colons[1], count: colons[2], span }];
  const commas = scanTriple(word, ',');
  if (commas) return [{ inner: commas[1], outer: commas[0], count: commas[2], span }];
  return `unshare: invalid mapping '${word}'`;
}

/** OUTER,INNER,COUNT, all that util-linux 2.38.1 takes (sys-utils/unshare.c, get_map_range; lib/strutils.c, string_to_idarray). */
function readOneRange(word: string, span: Span): MapRange[] | string {
  const tooMany = `unshare: too many elements for mapping '${word}'`;
  // A comma at the end belongs to the number before it.
  const elements =
    word === ''
      ? []
      : word
          .replace(/,$/, '\0')
          .split(',')
          .map((each) => each.replace('\0', ','));
  if (elements.length === 0) return tooMany;
  const numbers: number[] = [];
  for (const element of elements) {
    if (numbers.length === 3 || element === '') return tooMany;
    const read = readTurned(element, 'unshare: could not parse ID');
    if (!read.ok) return read.message;
    if (read.value === UNSET) return tooMany;
    numbers.push(read.value);
  }
  const [outer, inner, count] = numbers;
  return outer === undefined || inner === undefined || count === undefined
    ? `unshare: mapping '${word}' contains only ${numbers.length} elements`
    : [{ inner, outer, count, span }];
}

/** The first line of the user's in the file, or what unshare says. */
type SubidRangeRead = { ok: true; outer: number; count: number } | { ok: false; message: string };

/**
 * The range that `auto` and `subids` stand for: the first line under the user's name, or whose owner begins with the uid in digits
 * (util-linux 2.41.5, sys-utils/unshare.c, read_subid_range). A name without digits counts as 0, so that root takes the first line of anybody.
 * Lines are read otherwise than newuidmap reads them: numbers are decimal, and a comment after them is an error.
 */
function readSubidRange(text: string, path: string, user: HostUser, versions?: Versions): SubidRangeRead {
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, end);
    at = end + 1;
    const nul = line.indexOf('\0');
    const visible = nul === -1 ? line : line.slice(0, nul);

    const first = visible.indexOf(':');
    if (first === -1) continue;
    const owner = visible.slice(0, first);
    if (owner !== user.name && !isUid(owner, user.uid)) continue;
    const second = visible.indexOf(':', first + 1);
    if (second === -1) continue;
    const outer = readNumber(visible.slice(first + 1, second), 'failed to parse subid map', versions);
    if (!outer.ok) return outer;
    const count = readNumber(visible.slice(second + 1), 'failed to parse subid map', versions);
    if (!count.ok) return count;
    return { ok: true, outer: outer.value, count: count.value };
  }
  // Before, it told errno as well, which was none.
  const errno = since('util-linux', 'unshare-words', versions) ? '' : ': Success';
  return { ok: false, message: `no line matching user "${user.name}" in ${path}${errno}` };
}

/** strtoul(3), which takes what it can read at the beginning, and 0 where that is nothing. */
function isUid(owner: string, uid: number): boolean {
  const { value, negative } = strtoumax(owner, 10);
  return !negative && value === BigInt(uid);
}

/** The numbers of `text` between `separator`s, as sscanf(3) reads "%u:%u:%u"; undefined where anything else stands there. */
function scanTriple(text: string, separator: ':' | ','): [number, number, number] | undefined {
  const numbers: number[] = [];
  for (let rest = text; ; ) {
    const { value, length } = readUnsignedInt(rest);
    if (length === 0) return undefined;
    numbers.push(value);
    rest = rest.slice(length);
    const [first, second, third] = numbers;
    if (third !== undefined)
      return rest === '' && first !== undefined && second !== undefined ? [first, second, third] : undefined;
    if (!rest.startsWith(separator)) return undefined;
    rest = rest.slice(1);
  }
}
