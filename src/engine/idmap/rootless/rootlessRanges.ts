import { type Span, sourceText, spanAt } from '../../text/index.ts';
import type { IdKind } from '../map/Extent.ts';
import { goQuote } from '../subid/goQuote.ts';
import type { HostFacts, HostUser } from '../subid/HostFacts.ts';
import { readShadowFile } from '../subid/readShadowFile.ts';
import { trimAsGo } from '../subid/trimAsGo.ts';

/** A range of a file, as Go's 64-bit int has it, and the line it stands in. */
export interface RootlessRange {
  start: bigint;
  count: bigint;
  span: Span;
}

/** The ranges of both files, or why rootlesskit ends, in its own words. */
export type RootlessRanges = Record<IdKind, RootlessRange[]> | { refused: string; hint: string };

/** bufio.MaxScanTokenSize of Go: a line this long ends the reading. */
const LONGEST_LINE = 64 * 1024;

/**
 * What rootlesskit 2.0.2 reads from the two files itself (pkg/parent/idtools, parseSubidFile): lines under the name or the uid, in file order; it
 * ends at a line without three fields, and at a number of the user's that Go's Atoi can't read.
 */
export function rangesFromFile(user: HostUser, host: Pick<HostFacts, 'subuid' | 'subgid'>): RootlessRanges {
  const found: Record<IdKind, RootlessRange[]> = { uid: [], gid: [] };
  for (const kind of ['uid', 'gid'] as const) {
    const read = readFile(host[`sub${kind}`], `/etc/sub${kind}`, user);
    if (typeof read === 'string') return { refused: read, hint: `Correct /etc/sub${kind}.` };
    found[kind] = read;
  }
  for (const kind of ['uid', 'gid'] as const) {
    if (found[kind].length === 0) {
      return {
        refused: `No sub${kind} ranges found for user ${user.uid} ("${user.name}")`,
        hint: `As root: usermod --add-sub${kind}s 100000-165535 ${user.name}, or another range that is free.`,
      };
    }
  }
  return found;
}

function readFile(text: string, path: string, { name, uid }: HostUser): RootlessRange[] | string {
  const source = sourceText(text);
  const ranges: RootlessRange[] = [];
  for (const [index, start] of source.lineStarts.entries()) {
    const end = (source.lineStarts[index + 1] ?? text.length + 1) - 1;
    const whole = text.slice(start, end);
    if (whole.length > LONGEST_LINE / 4 && new TextEncoder().encode(whole).length >= LONGEST_LINE) {
      return 'bufio.Scanner: token too long';
    }
    const line = trimAsGo(whole);
    if (line === '' || line.startsWith('#')) continue;
    const [owner, startText, countText, ...more] = line.split(':', 4);
    if (startText === undefined || countText === undefined || more.length > 0) {
      return `Cannot parse subuid/gid information: Format not correct for ${path} file`;
    }
    if (owner !== String(uid) && (name === '' || owner !== name)) continue;
    const numbers: bigint[] = [];
    for (const field of [startText, countText]) {
      const number = atoi(field);
      if (typeof number === 'string') {
        return `String to int conversion failed during subuid/gid parsing of ${path}: ${number}`;
      }
      numbers.push(number);
    }
    const [first = 0n, count = 0n] = numbers;
    ranges.push({ start: first, count, span: spanAt(source, start, end) });
  }
  return ranges;
}

/** strconv.Atoi of Go, with its words for what it can't read. */
function atoi(text: string): bigint | string {
  const parsing = `strconv.Atoi: parsing ${goQuote(text)}`;
  if (!/^[+-]?[0-9]+$/.test(text)) return `${parsing}: invalid syntax`;
  const digits = text.replace(/^[+-]?0*/, '');
  const value = digits.length > 19 ? 2n ** 63n + 1n : BigInt(digits || '0');
  const negative = text.startsWith('-');
  if (value > 2n ** 63n - (negative ? 0n : 1n)) return `${parsing}: value out of range`;
  return negative ? -value : value;
}

/** Go's strconv.Atoi takes no more. */
const LARGEST_INT = 2n ** 63n - 1n;

/**
 * What rootlesskit 2.0.2 gathers from `getsubids NAME` and `getsubids UID` (pkg/parent/dynidtools, GetSubIDRanges), or undefined where both come
 * back empty-handed for a file. getsubids lists the lines under the word it is asked for and those under the id behind that word: a user's uid, but
 * for -g the gid of the group of that name (shadow 4.17.4, lib/subordinateio.c, list_owner_ranges and get_owner_id).
 */
export function rangesFromGetsubids(
  user: HostUser,
  host: Pick<HostFacts, 'subuid' | 'subgid' | 'names'>,
): Record<IdKind, RootlessRange[]> | undefined {
  const found = { uid: gather('uid', user, host), gid: gather('gid', user, host) };
  return found.uid && found.gid ? { uid: found.uid, gid: found.gid } : undefined;
}

function gather(
  kind: IdKind,
  user: HostUser,
  host: Pick<HostFacts, 'subuid' | 'subgid' | 'names'>,
): RootlessRange[] | undefined {
  const { lines, unreadable } = readShadowFile(host[`sub${kind}`]);
  if (unreadable) return undefined;
  const idBehind = (word: string): number | undefined => {
    const known = host.names?.find((each) => each.kind === kind && each.name === word)?.id;
    return known ?? (word === user.name ? user[kind] : undefined);
  };
  const listed = (word: string): RootlessRange[] => {
    const owners = new Set([word, String(idBehind(word))]);
    const ranges = lines.flatMap(({ range, span }) => (range && owners.has(range.owner) ? [{ ...range, span }] : []));
    const unread = ranges.some(({ start, count }) => start > LARGEST_INT || count > LARGEST_INT);
    return unread ? [] : ranges.map(({ start, count, span }) => ({ start, count, span }));
  };

  const seen = new Set<string>();
  const ranges = [...listed(user.name), ...listed(String(user.uid))].filter(({ start, count }) => {
    const key = `${start} ${count}`;
    return !seen.has(key) && seen.add(key);
  });
  return ranges.length > 0 ? ranges : undefined;
}
