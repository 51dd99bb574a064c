import { type Diagnostic, error, type Parsed, type Span } from '../text/index.ts';
import { problemsAt } from './kernel/mapProblems.ts';
import { type IdKind, type LocatedExtent, type NamespaceMaps, NOWHERE } from './map/Extent.ts';
import { checkNewuidmap } from './newuidmap/checkNewuidmap.ts';
import { readShadowFile } from './subid/grantedIds.ts';
import type { HostFacts, HostUser } from './subid/HostFacts.ts';
import { readSubidLines } from './subid/readSubidLines.ts';

/** A range of a file, as Go's 64-bit int has it, and the line it stands in. */
interface RootlessRange {
  start: bigint;
  count: bigint;
  span: Span;
}

/** The ranges of both files, or why rootlesskit ends, in its own words. */
type RootlessRanges = Record<IdKind, RootlessRange[]> | { refused: string; hint: string };

/**
 * What rootlesskit 2.0.2 reads from the two files itself (pkg/parent/idtools, parseSubidFile): lines under the name or the uid, in file order; it
 * ends at a line without three fields, and at a number of the user's that Go's Atoi can't read.
 */
function rangesFromFile(user: HostUser, host: Pick<HostFacts, 'subuid' | 'subgid'>): RootlessRanges {
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
function rangesFromGetsubids(
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

/** The files, and whether getsubids(1) is installed: it comes with newuidmap in Debian's uidmap, so left out it is. */
type RootlessFacts = Pick<HostFacts, 'subuid' | 'subgid' | 'names' | 'versions'> & { getsubids?: boolean };

/**
 * The maps of rootless Docker, which rootlesskit 2.0.2 makes (pkg/parent/parent.go, newugidmapArgsFromSubIDRanges): 0 is the user's own id, and
 * from 1 on come the ranges end to end, each file for itself. The ranges are those that getsubids lists under the name, then under the uid, none
 * twice (dynidtools, GetSubIDRanges); without getsubids, or where it finds none, those that a stricter reading of the files finds, in file order
 * (idtools, GetSubIDRanges). newuidmap and newgidmap write the maps. Undefined, with the words of rootlesskit as an error, where one of them fails.
 * Spans are in the text of /etc/subuid and /etc/subgid; the own id's is empty.
 */
export function rootlessDocker(user: HostUser, host: RootlessFacts): Parsed<NamespaceMaps> {
  const { versions = {} } = host;
  const listed = host.getsubids === false ? undefined : rangesFromGetsubids(user, host);
  const ranges = listed ?? rangesFromFile(user, host);
  if ('refused' in ranges) {
    return failed(`failed to setup UID/GID map: failed to compute uid/gid map: ${ranges.refused}`, ranges.hint, []);
  }

  const maps: { [Kind in IdKind]?: readonly LocatedExtent[] } = {};
  for (const kind of ['uid', 'gid'] as const) {
    const numbers = endToEnd(user[kind], ranges[kind]);
    const outcome = checkNewuidmap({
      kind,
      args: ['1', ...numbers],
      caller: user,
      subids: host[`sub${kind}`],
      versions,
    });
    if (!outcome.ok) {
      const said = outcome.message === '' ? '' : `${outcome.message}\n`;
      return failed(
        `failed to setup UID/GID map: new${kind}map PID [${numbers.join(' ')}] failed: ${said}: exit status 1`,
        `Correct the lines of ${user.name === '' ? `UID ${user.uid}` : user.name} in /etc/sub${kind}.`,
        problemsAt(outcome.diagnostics, [{}, ...ranges[kind]]),
      );
    }
    maps[kind] = outcome.map.map((extent, index) => ({ ...extent, span: ranges[kind][index - 1]?.span ?? NOWHERE }));
  }
  return { value: { uid: maps.uid, gid: maps.gid }, diagnostics: [] };
}

/** newuidmap's triples, as Go's 64-bit int adds them up. */
function endToEnd(own: number, ranges: readonly RootlessRange[]): string[] {
  let inside = 1n;
  const triples = ranges.flatMap(({ start, count }) => {
    const triple = [inside, start, count].map(String);
    inside = BigInt.asIntN(64, inside + count);
    return triple;
  });
  return ['0', String(own), '1', ...triples];
}

function failed(message: string, hint: string, more: Diagnostic[]): Parsed<NamespaceMaps> {
  return { value: undefined, diagnostics: [error('rootless-docker', message, hint), ...more] };
}
