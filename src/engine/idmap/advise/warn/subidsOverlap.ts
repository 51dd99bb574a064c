import { counted, type Diagnostic, type Span } from '../../../text/index.ts';
import { joinExtents } from '../../map/compose.ts';
import { type IdKind, type IdMap, OVERFLOW_ID } from '../../map/Extent.ts';
import { toOutside } from '../../map/toOutside.ts';
import type { Situation } from '../../situation/Situation.ts';
import type { Subid } from '../../subid/parseSubids.ts';
import { type HostExtent, hostExtents } from '../hostExtents.ts';
import { idRange, LESSONS, listed, type Warning } from '../Seen.ts';

/** More of one kind than anybody reads: a file in which every line is wrong has one mistake. */
const MOST = 20;

/** What `make` finds in `items`, in order, until there is enough of it. */
export function collect<Item, Found>(items: Iterable<Item>, make: (item: Item) => Found | undefined): Found[] {
  const found: Found[] = [];
  for (const item of items) {
    if (found.length >= MOST) break;
    const one = make(item);
    if (one !== undefined) found.push(one);
  }
  return found;
}

/** What a sentence calls the ids, their map, and the file that assigns them. */
export interface Words {
  ids: string;
  map: string;
  file: string;
  /** What the file does, or both do. */
  assign: 'assigns' | 'assign';
}

export const WORDS: Record<IdKind | 'both', Words> = {
  uid: { ids: 'UIDs', map: 'UID map', file: '/etc/subuid', assign: 'assigns' },
  gid: { ids: 'GIDs', map: 'GID map', file: '/etc/subgid', assign: 'assigns' },
  both: { ids: 'UIDs and GIDs', map: 'UID and GID maps', file: '/etc/subuid and /etc/subgid', assign: 'assign' },
};

/** A warning about one of the two kinds of id, not yet put into words: the same thing often holds for both. */
export interface Finding {
  code: string;
  severity: Diagnostic['severity'];
  /** Findings of one code with the same facts are told once, for both kinds. */
  facts: string;
  say(words: Words): { message: string; hint: string };
  span?: Span | undefined;
  learn: Warning['learn'];
}

/** Who the owner of a line is: a line may name an account by its uid (subuid(5)), and is the same owner's then as one with the name. */
export function ownerNames({ accounts, user }: Situation): (line: Subid) => string {
  const names = new Map<string, string>();
  for (const { kind, id, name } of accounts) if (kind === 'uid' && !names.has(`${id}`)) names.set(`${id}`, name);
  if (user?.uid !== undefined) names.set(`${user.uid}`, user.name);
  return ({ owner }) => names.get(owner) ?? owner;
}

/**
 * Two lines of a file that assign the same ids. Two owners then are each other outside; one owner gets a map that the kernel refuses, since no
 * outside id may stand in it twice (EINVAL, kernel/user_namespace.c, mappings_overlap). A pair of owners gets one warning.
 */
export function subidsOverlap(situation: Situation, kind: IdKind): Finding[] {
  const lines = ((kind === 'uid' ? situation.subuid : situation.subgid) ?? []).filter(({ count }) => count > 0);
  const ownerOf = ownerNames(situation);
  const seen = new Set<string>();
  let reaching: Subid | undefined;
  return collect(
    [...lines].sort((a, b) => a.start - b.start),
    (line) => {
      const before = reaching;
      if (!before || line.start + line.count > before.start + before.count) reaching = line;
      if (!before || line.start >= before.start + before.count) return undefined;
      const [one, other] = before.span.start <= line.span.start ? [before, line] : [line, before];
      const [first = '', second = ''] = [ownerOf(one), ownerOf(other)].sort();
      // root's lines grant what configs ask for; nobody lays them end to end.
      if (seen.has(`${first}\n${second}`) || (first === 'root' && second === 'root')) return undefined;
      seen.add(`${first}\n${second}`);
      const end = Math.min(before.start + before.count, line.start + line.count);
      return finding(one, other, idRange(line.start, end - line.start), first === second);
    },
  );
}

function finding(one: Subid, other: Subid, shared: string, same: boolean): Finding {
  const text = ({ owner, start, count, span }: Subid) => `${owner}:${start}:${count} (line ${span.line})`;
  return {
    code: same ? 'subids-overlap-same' : 'subids-overlap',
    severity: 'warning',
    facts: `${text(one)} ${text(other)}`,
    say: ({ file }) => ({
      message: `${file}: ${text(one)} and ${text(other)} both assign ${shared}.`,
      hint: same
        ? 'dockerd and rootless engines use all lines of an owner, and the kernel refuses a map with a host ID in it twice: no container starts. Change the ranges so that they do not overlap, or delete one.'
        : 'Containers of both are the same users on the host, and can access each other’s files. Give each owner a separate range.',
    }),
    span: other.span,
    learn: LESSONS.realAccount,
  };
}

/** A range of host ids that a namespace has, or that a line of /etc/subuid or /etc/subgid assigns. */
export interface HostRange {
  first: number;
  count: number;
  span?: Span | undefined;
  /** The id inside that `first` is; undefined for a line that no known map was made of. */
  inside: number | undefined;
  /** Whose the line is; undefined for an extent. */
  owner: string | undefined;
}

/**
 * The ranges of the outermost map, then the lines that assign anything beyond it. An inner namespace has nothing that the outermost lacks.
 * Lines that an inner namespace was made of are a container's own, not the host's.
 */
export function hostRanges(situation: Situation, kind: IdKind): HostRange[] {
  const [outermost, ...inner] = situation.levels.map((level) => (level.tool === 'mount' ? [] : (level[kind] ?? [])));
  const ofInner = new Set(inner.flat().map(({ outside, count }) => `${outside} ${count}`));
  const ofOutermost = new Set(outermost?.map(({ outside, count }) => `${outside} ${count}`));
  const lines: readonly Subid[] = (kind === 'uid' ? situation.subuid : situation.subgid) ?? [];
  return [
    ...(outermost ?? []).map(({ inside, outside, count, span }) => ({
      first: outside,
      count,
      span,
      inside,
      owner: undefined,
    })),
    ...lines
      .filter(({ start, count }) => !ofOutermost.has(`${start} ${count}`) && !ofInner.has(`${start} ${count}`))
      .map(({ owner, start, count, span }) => ({ first: start, count, span, inside: undefined, owner })),
  ];
}

/**
 * A gid map that is another one than the uid map: with other ids inside, or with its main range elsewhere outside. Holes that bring a single
 * user or group of the host inside leave both as they are, and aren't meant.
 */
export function mapsDiffer(situation: Situation): Warning[] {
  const uids = hostExtents(situation, 'uid');
  const gids = hostExtents(situation, 'gid');
  if (!uids?.length || !gids?.length || situation.levels.at(-1)?.tool === 'mount') return [];
  const alone = insideOnly(uids, gids) ?? insideOnly(gids, uids);
  if (alone !== undefined) {
    const [has, lacks] = insideOnly(uids, gids) === undefined ? ['GID', 'UID'] : ['UID', 'GID'];
    return [
      {
        code: 'maps-cover-differently',
        severity: 'warning',
        message: `The container has a ${has} ${alone}, but no ${lacks} ${alone}: the maps have ${counted(total(uids), 'UID')} and ${counted(total(gids), 'GID')}.`,
        hint: `chown ${alone}:${alone} fails with Invalid argument. Map the same container IDs in both maps.`,
        learn: LESSONS.unmapped,
      },
    ];
  }
  const user = main(uids);
  const group = main(gids);
  if (user.outside - user.inside === group.outside - group.inside) return [];
  return [
    {
      code: 'maps-shift-differently',
      severity: 'info',
      message: `Container UID ${user.inside} is ${user.outside} on the host, and GID ${user.inside} is ${group.outside - group.inside + user.inside}: the two maps begin at different numbers.`,
      hint: 'Fine if intended. A chown on the host then needs both numbers, each from its own map.',
      learn: LESSONS.owners,
    },
  ];
}

function total(map: readonly HostExtent[]): number {
  return map.reduce((sum, { count }) => sum + count, 0);
}

/** The largest extent: the range that was assigned, whatever single ids stand beside it. */
function main(map: readonly HostExtent[]): HostExtent {
  return map.reduce((largest, extent) => (extent.count > largest.count ? extent : largest));
}

/** The first id inside that `map` has and `other` lacks. */
function insideOnly(map: readonly HostExtent[], other: readonly HostExtent[]): number | undefined {
  const inside = (extents: readonly HostExtent[]) =>
    joinExtents(extents.map((extent) => ({ inside: extent.inside, outside: extent.inside, count: extent.count })));
  const others = inside(other);
  for (const extent of inside(map)) {
    const holder = others.find((each) => extent.inside >= each.inside && extent.inside < each.inside + each.count);
    if (holder === undefined) return extent.inside;
    const holderEnd = holder.inside + holder.count;
    if (holderEnd < extent.inside + extent.count) return holderEnd;
  }
  return undefined;
}

/** What images are made for, and what every tool takes for a range of its own: 2^16 ids. */
const USUAL_COUNT = 65536;

/**
 * A map with fewer than 65536 ids, or none for 65534: Debian's nobody and nogroup, to whom programs such as apt change. Files of an image
 * that belong to an id without a mapping can't be unpacked (Podman 5.4.2: "potentially insufficient UIDs or GIDs available"). systemd's
 * UIDS-GIDS asks container managers for 65536 at least. unshare is left alone: it maps what it was told.
 */
export function fewIds(situation: Situation, kind: IdKind): Finding[] {
  const level = situation.levels.at(-1);
  const map = level?.[kind];
  if (level === undefined || map === undefined || map.length === 0) return [];
  if (level.tool === 'mount' || level.tool === 'unshare') return [];
  const total = map.reduce((sum, { count }) => sum + count, 0);
  const lacksNobody = toOutside(map, OVERFLOW_ID) === undefined;
  if (total >= USUAL_COUNT && !lacksNobody) return [];
  const few = total < USUAL_COUNT;
  const gaps = gapsOf(map);
  return [
    {
      code: few ? 'few-ids' : 'nobody-unmapped',
      severity: lacksNobody ? 'warning' : 'info',
      facts: `${total} ${lacksNobody} ${gaps}`,
      say: ({ map: name }) => ({
        message: few
          ? `Only ${total} ${total === 1 ? 'ID is' : 'IDs are'} mapped (${name})${lacksNobody ? ', and 65534 (nobody) is not among them' : ''}.${gaps === '' ? '' : ` Missing between the lines: ${gaps}.`}`
          : `65534 (nobody) is not mapped (${name}), although ${total} IDs are.`,
        hint: 'An image with a file of an unmapped ID cannot be unpacked, and a program that switches to such a user fails: Invalid argument. Map 65536 IDs, from 0 up.',
      }),
      span: map[0]?.span,
      learn: LESSONS.unmapped,
    },
  ];
}

/** The ids inside that lie between two lines of the map and are in none: "1000", "1000 and 2000 to 2999". */
function gapsOf(map: IdMap): string {
  const sorted = joinExtents(map);
  const gaps = sorted.slice(1).flatMap((extent, index) => {
    const before = sorted[index];
    const first = before === undefined ? 0 : before.inside + before.count;
    return extent.inside > first ? [{ first, count: extent.inside - first }] : [];
  });
  return listed(gaps.map(({ first, count }) => idRange(first, count)));
}

/** True where every id that has a mapping is itself outside, root and others among them. */
export function isIdentity(map: readonly HostExtent[]): boolean {
  return (
    map.reduce((sum, { count }) => sum + count, 0) > 1 &&
    map.every(({ inside, outside }) => inside === outside) &&
    map.some(({ inside }) => inside === 0)
  );
}

/**
 * A map that changes nothing: ids inside are the host's. Each process of the host has it too, 0 0 4294967295 (user_namespaces(7)).
 * A map of one's own single id, as `unshare --map-current-user` writes it, is not meant.
 */
export function identityMap(situation: Situation, kind: IdKind): Finding[] {
  const map = hostExtents(situation, kind);
  if (map === undefined || !isIdentity(map)) return [];
  return [
    {
      code: 'identity-map',
      severity: 'warning',
      facts: '',
      say: ({ map: name, ids }) => ({
        message: `This map changes nothing (${name}): ${ids} in the container are the same on the host, and 0 is the host’s root.`,
        hint: 'For separate IDs, map to a range that /etc/subuid and /etc/subgid assign.',
      }),
      span: map[0]?.span,
      learn: LESSONS.identity,
    },
  ];
}
