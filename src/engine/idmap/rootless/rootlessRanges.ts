import type { Span } from '../../text/index.ts';
import type { IdKind } from '../map/Extent.ts';
import type { HostFacts, HostUser } from '../subid/HostFacts.ts';
import { readShadowFile } from '../subid/readShadowFile.ts';
import { readSubidLines } from '../subid/readSubidLines.ts';

/** A range of a file, as Go's 64-bit int has it, and the line it stands in. */
export interface RootlessRange {
  start: bigint;
  count: bigint;
  span: Span;
}

/** The ranges of both files, or why rootlesskit ends, in its own words. */
export type RootlessRanges = Record<IdKind, RootlessRange[]> | { refused: string; hint: string };

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
  const ranges: RootlessRange[] = [];
  for (const line of readSubidLines(text)) {
    if (line.owner === undefined) {
      return line.unread === 'long'
        ? 'bufio.Scanner: token too long'
        : `Cannot parse subuid/gid information: Format not correct for ${path} file`;
    }
    const { owner, start, count, span } = line;
    if (owner !== String(uid) && (name === '' || owner !== name)) continue;
    const wrong = start.number.error ?? count.number.error;
    if (wrong) return `String to int conversion failed during subuid/gid parsing of ${path}: ${wrong.words}`;
    ranges.push({ start: start.number.value, count: count.number.value, span });
  }
  return ranges;
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
  host: Pick<HostFacts, 'subuid' | 'subgid' | 'names' | 'versions'>,
): Record<IdKind, RootlessRange[]> | undefined {
  const found = { uid: gather('uid', user, host), gid: gather('gid', user, host) };
  return found.uid && found.gid ? { uid: found.uid, gid: found.gid } : undefined;
}

function gather(
  kind: IdKind,
  user: HostUser,
  host: Pick<HostFacts, 'subuid' | 'subgid' | 'names' | 'versions'>,
): RootlessRange[] | undefined {
  const { lines, unreadable } = readShadowFile(host[`sub${kind}`], host.versions);
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
