import { type Diagnostic, error } from '../../text/index.ts';
import type { PasteStep } from '../formats/parseFormat.ts';
import { TOOLS, type Tool } from '../formats/tools.ts';
import { type Extent, type IdKind, type IdMap, LAST_ID, NO_ID } from '../map/Extent.ts';
import type { Subid } from '../subid/parseSubids.ts';
import { type Range, shared, unite, without } from './fewest/Range.ts';

/** What the map is to be beside the wishes, and for whom. */
export interface SolveOptions {
  /**
   * Inside ids from 0 up that must all be mapped: 65536 unless said otherwise, the ids that an image may use. `all`: as many as the
   * range has ids, fewer only where wishes take some out of it.
   */
  size?: number | 'all';
  /** False: nothing is mapped but the wishes. */
  rest?: boolean;
  /**
   * Whose lines of the files serve the rest and grant: root where root runs the tool (Proxmox, LXC), a login name for a rootless
   * one. Left out: the owner of the first line, or root. root's own ids are 0 unless said otherwise.
   */
  user?: { name: string; uid?: number; gid?: number };
  /** The lines of /etc/subgid where they are not those of /etc/subuid. */
  subgid?: readonly Subid[];
  /** The maps in use until now: ids of the rest keep their outside ids where that costs no extent. Left out: the range laid end to end. */
  current?: { uid?: IdMap; gid?: IdMap };
  /**
   * `fewest`: as few extents as can be, unless said otherwise. `kept`: first every id of the rest that can have its usual outside id has it, then
   * as few extents as can be. The two differ only where a wish takes an id out of the range.
   */
  prefer?: 'fewest' | 'kept';
  /** Whether lines are needed in /etc/subuid depends on it; newuidmap's rules unless said otherwise. */
  tool?: Tool;
  /** A kernel release such as "4.14", whose limit was 5 extents. */
  kernel?: string;
}

/** A line that /etc/subuid or /etc/subgid needs and lacks. */
export interface Grant {
  owner: string;
  start: number;
  count: number;
}

/**
 * Why a part of the map is as it is: it was `asked` for; its ids `kept` the outside ids that they have otherwise (or in the current map);
 * they had others and `moved`; or they had none and are `new`.
 */
export type PlanReason = 'asked' | 'kept' | 'moved' | 'new';

export interface PlanPart extends Extent {
  because: PlanReason;
}

/** One of the two maps with what there is to say about it. */
export interface PlanSide {
  map: IdMap;
  /** The map in parts, in order of inside ids; an extent that joins a wish and its neighbours is several parts. */
  parts: readonly PlanPart[];
  /** The lines of the user that there are, and those that are missing. */
  lines: readonly Subid[];
  grants: readonly Grant[];
  /** The lines of everybody else. */
  others: readonly Subid[];
  /** The map without the wishes: the current one, or the range laid end to end. */
  usual: IdMap;
  /** Ids of the rest by what became of them. */
  kept: number;
  moved: number;
  /** True where it is proven that no map with fewer extents does it (with `prefer: 'kept'`: that keeps as many). */
  fewest: boolean;
  /** What the other preference would give, where it differs. */
  other: { prefer: 'fewest' | 'kept'; extents: number; moved: number } | undefined;
}

/** Maps that have every mapping that was asked for, and what the host's files lack for them. */
export interface Plan {
  uid: IdMap;
  gid: IdMap;
  /** Lines to add, such as `root:1005:1`. */
  subuid: readonly string[];
  subgid: readonly string[];
  sides: Readonly<Record<IdKind, PlanSide>>;
  /** Whose the lines are. */
  user: { name: string; uid?: number; gid?: number };
}

/** Why there is no plan, or what to know about the one there is; `of` says in which text `span` and `fix` are. */
export interface PlanDiagnostic extends Diagnostic {
  of: 'wishes' | 'subuid' | 'subgid';
  /** What to do about it. */
  steps?: readonly PasteStep[];
}

/** A problem of what was asked for, rather than of a file. */
export const ofWishes = (diagnostic: Diagnostic): PlanDiagnostic => ({ of: 'wishes', ...diagnostic });

/** `Parsed<Plan>` whose diagnostics say which text they are about. */
export interface Solved {
  value: Plan | undefined;
  diagnostics: PlanDiagnostic[];
}

/** The ids of a line, as far as they are ids. */
export function idsOfLine({ start, count }: Subid): Range[] {
  const from = Math.max(start, 0);
  const end = Math.min(start + count, NO_ID);
  return Number.isInteger(start) && Number.isInteger(count) && from < end ? [{ start: from, count: end - from }] : [];
}

/** The own id that `tool` makes root inside and may map elsewhere, too; undefined for tools that don't, and where it isn't known. */
export function ownFirst(tool: Tool | undefined, own: number | undefined): number | undefined {
  return tool !== undefined && TOOLS[tool].ownIdFirst ? own : undefined;
}

/**
 * The map that tools build of `lines` when no mapping is asked for: their ranges end to end from inside 0 up, in file order. Rootless ones begin with the own
 * id as 0, and Podman takes the lowest range first (containers/storage 1.57, pkg/unshare, and Podman 5.4.2, pkg/util/utils.go).
 */
export function usualMap(lines: readonly Subid[], tool?: Tool, own?: number): IdMap {
  const ranges = lines.flatMap(idsOfLine);
  if (tool === 'podman') ranges.sort((a, b) => a.start - b.start);
  const first = ownFirst(tool, own);
  if (first !== undefined) ranges.unshift({ start: first, count: 1 });
  let inside = 0;
  const extents: Extent[] = [];
  for (const { start, count } of ranges) {
    if (inside + count > NO_ID) break;
    extents.push({ inside, outside: start, count });
    inside += count;
  }
  return oneToOne(extents);
}

/** The extents of `map`, in order of inside ids, without any that gives an id again. */
export function oneToOne(map: IdMap): IdMap {
  const apart = (side: 'inside' | 'outside') => (extents: IdMap) => {
    let end = 0;
    return [...extents]
      .sort((a, b) => a[side] - b[side])
      .filter((extent) => {
        if (extent[side] < end) return false;
        end = extent[side] + extent.count;
        return true;
      });
  };
  return apart('inside')(apart('outside')(map));
}

/** A grant as the files have it. */
export function lineOf({ owner, start, count }: Grant): string {
  return `${owner}:${start}:${count}`;
}

/**
 * The lines that newuidmap (newgidmap) requires for `map` and `lines` lack. It grants an extent whose ids the caller's lines hold, and an
 * extent of exactly the caller's own id; an own id within a longer extent needs a line as well (shadow 4.17.4, src/newuidmap.c,
 * verify_range). LXC run by root asks newuidmap too, so that root's ids are reserved (src/lxc/idmap_utils.c, lxc_map_ids).
 */
export function missingGrants(
  map: IdMap,
  lines: readonly Subid[],
  owner: string,
  own: number | undefined,
  tool: Tool | undefined,
): Grant[] {
  const asks = tool === undefined ? true : TOOLS[tool].asksNewuidmap;
  if (asks === false || (asks === 'not-as-root' && owner === 'root')) return [];
  const first = ownFirst(tool, own);
  const granted = unite(lines.flatMap(idsOfLine));
  const needed = map.flatMap(({ outside, count }): Range[] => {
    const range = { start: outside, count };
    if (own === undefined || own < outside || own >= outside + count) return [range];
    if (first !== undefined) return without([range], [{ start: own, count: 1 }]);
    return count === 1 ? [] : [range];
  });
  const missing = unite(needed.flatMap((range) => without([range], shared(range, granted))));
  return missing.map((range) => ({ owner, ...range }));
}

/** A mapping that is asked for: `count` ids (1 if left out) of users, of groups, or (left out) of both. */
export interface Wish {
  inside: number;
  outside: number;
  count?: number;
  kind?: IdKind | 'both';
}

const SIDES = { inside: 'container', outside: 'host' } as const;

/** What is wrong with a wish by itself: numbers that are no ids, a count of none, ids past the last one. */
export function wishProblem(wish: Wish): PlanDiagnostic | undefined {
  const refuse = (code: string, message: string, hint: string) => ofWishes(error(code, message, hint));
  const { count = 1 } = wish;
  for (const side of ['inside', 'outside'] as const) {
    const id = wish[side];
    if (id === NO_ID) {
      const message = '4294967295 cannot be mapped: as (uid_t)-1 it means “no ID”.';
      return refuse('solve-no-id', message, `Use an ID from 0 to ${LAST_ID}.`);
    }
    if (!Number.isInteger(id) || id < 0 || id > LAST_ID) {
      return refuse('solve-not-an-id', `${id} is not a ${SIDES[side]} ID.`, `IDs go from 0 to ${LAST_ID}.`);
    }
  }
  if (!Number.isInteger(count) || count < 1) {
    return refuse('solve-count', `${count} is not a count of IDs.`, 'Use a count of at least 1.');
  }
  for (const side of ['inside', 'outside'] as const) {
    const id = wish[side];
    const ids = `${count} ${SIDES[side]} IDs from ${id}`;
    if (id + count > NO_ID) {
      const message = `${ids} would end at ${id + count - 1}, above the highest ID, ${LAST_ID}.`;
      return refuse('solve-past-last-id', message, `From ${id} up, use at most ${NO_ID - id}.`);
    }
  }
  return undefined;
}

interface Numbered extends Extent {
  index: number;
}

/**
 * The extents that the wishes of one kind make: no two share an id, and they are in order of inside ids. A wish with a problem is undefined here,
 * so that the others keep their numbers. The same wish twice is one; an id inside with two ids outside, and an id outside with two inside, are
 * errors that name both wishes. (An id map is one to one: kernel/user_namespace.c, mappings_overlap.)
 */
export function settleWishes(
  wishes: readonly (Wish | undefined)[],
  kind: IdKind,
): { extents: Extent[]; diagnostics: PlanDiagnostic[] } {
  const diagnostics: PlanDiagnostic[] = [];
  const numbered = wishes.flatMap((wish, index): Numbered[] =>
    wish && (wish.kind === undefined || wish.kind === 'both' || wish.kind === kind)
      ? [{ inside: wish.inside, outside: wish.outside, count: wish.count ?? 1, index }]
      : [],
  );
  const clash = (one: Numbered, other: Numbered, side: 'inside' | 'outside') => {
    const [first, second] = one.index < other.index ? [one, other] : [other, one];
    const far = side === 'inside' ? 'outside' : 'inside';
    const id = Math.max(one[side], other[side]);
    const at = (wish: Numbered) => `${wish[far] + id - wish[side]} (mapping ${wish.index + 1})`;
    const subject = side === 'inside' ? 'Container' : 'Host';
    const message = `${subject} ID ${id} is mapped to two ${SIDES[far]} IDs: ${at(first)} and ${at(second)}.`;
    const [code, hint] =
      side === 'inside'
        ? [
            'solve-two-outsides',
            'A container ID has exactly one host ID. Remove one of the two mappings, or make one for users and the other for groups.',
          ]
        : [
            'solve-two-insides',
            'A host ID has exactly one container ID: two users of the container cannot be the same user on the host. Put both in one group instead, or remove one of the mappings.',
          ];
    diagnostics.push(ofWishes(error(code, message, hint)));
  };

  const oneEach = apart(numbered, 'inside', clash);
  const settled = apart(oneEach, 'outside', clash).sort((a, b) => a.inside - b.inside);
  return { extents: settled.map(({ inside, outside, count }) => ({ inside, outside, count })), diagnostics };
}

/** The extents that share no id on `side` with another; where two of them share ids and agree they become one, where they disagree is a clash. */
function apart(
  extents: readonly Numbered[],
  side: 'inside' | 'outside',
  clash: (one: Numbered, other: Numbered, side: 'inside' | 'outside') => void,
): Numbered[] {
  const taken: Numbered[] = [];
  for (const extent of [...extents].sort((a, b) => a[side] - b[side] || a.index - b.index)) {
    const last = taken.at(-1);
    const shared = last === undefined ? 0 : last[side] + last.count - extent[side];
    if (last === undefined || shared <= 0) taken.push(extent);
    else if (last.outside - last.inside !== extent.outside - extent.inside) clash(last, extent, side);
    else if (extent.count > shared) {
      const { inside, outside, count, index } = extent;
      taken.push({ inside: inside + shared, outside: outside + shared, count: count - shared, index });
    }
  }
  return taken;
}
