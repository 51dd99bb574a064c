import { type Diagnostic, error, type Span } from '../../text/index.ts';
import { checkSetgroups } from '../kernel/checkSetgroups.ts';
import { checkWrite } from '../kernel/checkWrite.ts';
import { type CallAnswer, hasCapability, type InsideProcess } from '../kernel/InsideProcess.ts';
import { problemsAt } from '../kernel/mapProblems.ts';
import { EVERY_ID } from '../map/compose.ts';
import type { IdKind, IdMap } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';
import { checkNewuidmap, STRERROR } from '../newuidmap/checkNewuidmap.ts';
import type { HostFacts, HostUser } from '../subid/HostFacts.ts';
import { since } from '../versions/programWords.ts';
import { type MapRange, takesSeveral, UNSET, type UnshareRequest } from './UnshareRequest.ts';

/** NGROUPS_MAX, include/uapi/linux/limits.h. */
const MOST_GROUPS = 65536;

/**
 * What setgroups(2) answers a process inside: EPERM without CAP_SETGID, before the gid map is written, or where /proc/PID/setgroups says
 * "deny"; EINVAL for more than 65536 groups, or one without a mapping (kernel/groups.c, may_setgroups and groups_from_user;
 * kernel/user_namespace.c, userns_may_setgroups).
 */
export function setgroupsAnswer(
  gids: readonly number[],
  caller: InsideProcess,
  setgroups: 'allow' | 'deny',
): CallAnswer {
  const mayNot = (says: string, source: string): CallAnswer => ({ ok: false, errno: 'EPERM', says, source });
  if (!hasCapability(caller, 'CAP_SETGID'))
    return mayNot('Setting groups needs CAP_SETGID in the namespace.', 'kernel/groups.c, may_setgroups');
  if (caller.maps.gid.length === 0)
    return mayNot('No GID map was written yet.', 'kernel/user_namespace.c, userns_may_setgroups: gid_map.nr_extents');
  if (setgroups === 'deny')
    return mayNot(
      '/proc/PID/setgroups contains "deny".',
      'kernel/user_namespace.c, userns_may_setgroups: USERNS_SETGROUPS_ALLOWED',
    );
  const wrong = (says: string, source: string): CallAnswer => ({ ok: false, errno: 'EINVAL', says, source });
  if (gids.length > MOST_GROUPS)
    return wrong(
      `A process has at most ${MOST_GROUPS} groups.`,
      'kernel/groups.c, setgroups: gidsetsize > NGROUPS_MAX',
    );
  const unmapped = gids.find((gid) => toOutside(caller.maps.gid, gid) === undefined);
  if (unmapped !== undefined)
    return wrong(`Group ID ${unmapped} has no mapping.`, 'kernel/groups.c, groups_from_user: !gid_valid(kgid)');
  return { ok: true };
}

/**
 * What setuid(id) and setresuid(id, id, id) answer a process inside (setgid, setresgid: kind "gid") whose real, effective and saved ids are
 * one: EINVAL for an id without a mapping, whoever asks, and EPERM for another's id without CAP_SETUID (CAP_SETGID) in the namespace.
 * 4294967295 has no mapping to setuid, and means "leave it" to setresuid (kernel/sys.c, __sys_setuid and __sys_setresuid).
 */
export function setidAnswer(kind: IdKind, id: number, caller: InsideProcess): CallAnswer {
  if (toOutside(caller.maps[kind], id) === undefined) {
    return {
      ok: false,
      errno: 'EINVAL',
      says: `${kind === 'uid' ? 'User' : 'Group'} ID ${id} has no mapping, so no process here can have it.`,
      source: `kernel/sys.c, __sys_set${kind}: !${kind}_valid(k${kind})`,
    };
  }
  const own = (kind === 'uid' ? caller.uid : caller.gid) ?? 0;
  const capability = kind === 'uid' ? 'CAP_SETUID' : 'CAP_SETGID';
  if (id === own || hasCapability(caller, capability)) return { ok: true };
  return {
    ok: false,
    errno: 'EPERM',
    says: `Taking another ID needs ${capability} in the namespace.`,
    source: `kernel/sys.c, __sys_set${kind}: ns_capable_setid(old->user_ns, ${capability})`,
  };
}

/** The two maps as the kernel has them then, or unshare's words (its helper's) and why. */
type UnshareMaps = { ok: true; uid: IdMap; gid: IdMap } | { ok: false; diagnostics: Diagnostic[] };

/** The buffer of map_ids_internal. */
const BUFFER = 4096;

/**
 * Writes what is asked for as unshare does (util-linux 2.41.5, sys-utils/unshare.c). Ranges, with the single id before them, are written from outside:
 * by unshare itself where root runs it (map_ids_internal, since 2.39), else by newuidmap and newgidmap (map_ids_external). A single id without ranges is written
 * from inside (map_id), the group's after "deny" in setgroups. Then come --setgroups, --setgid and --setuid.
 */
export function writeUnshareMaps(request: UnshareRequest, user: HostUser, host: HostFacts, program: Span): UnshareMaps {
  if (request.clock && !request.namespaces.has('time')) {
    const letter = since('util-linux', 'unshare-words', host.versions) ? 'T' : 't';
    const message = `options --monotonic and --boottime require unsharing of a time namespace (-${letter})`;
    return fail(`unshare: ${message}`, request.clock);
  }
  if (!request.userNamespace) return stay(request, user, host, program);
  const maps: Record<IdKind, IdMap> = { uid: [], gid: [] };
  let setgroups: 'allow' | 'deny' = 'allow';

  for (const kind of ['uid', 'gid'] as const) {
    const [first] = request.ranges[kind];
    if (!first) continue;
    const single = request.single[kind];
    const several = takesSeveral(host.versions);
    const ranges =
      !single && !several
        ? request.ranges[kind].map(asItStands)
        : addSingle(request.ranges[kind], user[kind], single?.id ?? UNSET, single?.span ?? first.span, {
            whole: since('util-linux', 'whole-range', host.versions),
          });
    if (ranges.length === 0) continue;
    const outcome = user.uid === 0 && several ? writeAsRoot(kind, ranges, host) : callHelper(kind, ranges, user, host);
    if (!outcome.ok) return outcome;
    maps[kind] = outcome.map;
    setgroups = outcome.setgroups;
  }

  for (const kind of ['uid', 'gid'] as const) {
    const single = request.single[kind];
    if (!single || request.ranges[kind].length > 0) continue;
    if (kind === 'gid') {
      if (request.setgroups?.word === 'allow') {
        return fail(
          'unshare: options --setgroups=allow and --map-group are mutually exclusive',
          request.setgroups.span,
        );
      }
      setgroups = 'deny';
    }
    const outcome = checkWrite(`${single.id} ${user[kind]} 1`, {
      kind,
      namespace: 'inside',
      id: user[kind],
      setgroups,
      ...(host.parent && { parentMap: host.parent[kind] }),
    });
    if (!outcome.ok) {
      return fail(
        `unshare: write failed /proc/self/${kind}_map: ${STRERROR[outcome.errno]}`,
        single.span,
        problemsAt(outcome.diagnostics, [single]),
      );
    }
    maps[kind] = outcome.map;
  }

  const asked = request.setgroups;
  const written = asked && checkSetgroups(asked.word, { setgroups, gidMapWritten: maps.gid.length > 0 });
  if (written && !written.ok) {
    return fail(`unshare: write failed /proc/self/setgroups: ${STRERROR[written.errno]}`, asked.span);
  }
  // proc shows the PID namespace of who mounts it, which the new user namespace must own (kernel, mount_capable).
  if (request.mountsProc && !(request.forks && request.namespaces.has('pid')))
    return fail('unshare: mount /proc failed: Operation not permitted', request.mountsProc);
  return become(request, { maps }, asked?.word ?? setgroups, host);
}

/** The caller keeps its user namespace, whose maps are written: all that needs a capability there is root's to do. */
function stay(request: UnshareRequest, user: HostUser, host: HostFacts, program: Span): UnshareMaps {
  const isRoot = user.uid === 0;
  if (request.namespaces.size > 0 && !isRoot) {
    const hint = 'Run it as root, or add --user.';
    return fail('unshare: unshare failed: Operation not permitted', program, [], 'unshare-failed', hint);
  }
  const asked = request.setgroups;
  if (asked && !isRoot) return fail('unshare: cannot open /proc/self/setgroups: Permission denied', asked.span);
  const written = asked && checkSetgroups(asked.word, { gidMapWritten: true });
  if (written && !written.ok) {
    return fail(`unshare: write failed /proc/self/setgroups: ${STRERROR[written.errno]}`, asked.span);
  }
  const maps = host.parent ?? { uid: EVERY_ID, gid: EVERY_ID };
  return become(request, { ...user, maps, ...(!isRoot && { capabilities: [] }) }, 'allow', host);
}

/** Before there could be several, newuidmap got a range without a single id as it stands, an empty one too. */
const asItStands = (range: MapRange): MapRange => ({ ...range, inner: range.inner === UNSET ? 0 : range.inner });

type Written = { ok: true; map: IdMap; setgroups: 'allow' | 'deny' } | { ok: false; diagnostics: Diagnostic[] };

function writeAsRoot(kind: IdKind, ranges: readonly MapRange[], host: HostFacts): Written {
  const text = ranges.map(({ inner, outer, count }) => `${inner} ${outer} ${count}\n`).join('');
  const span = ranges[0]?.span;
  if (text.length > BUFFER) return fail(`unshare: /proc/PID/${kind}_map too large for kernel 4k limit`, span);
  const outcome = checkWrite(text, { kind, ...(host.parent && { parentMap: host.parent[kind] }) });
  if (outcome.ok) return { ok: true, map: outcome.map, setgroups: 'allow' };
  return fail(
    `unshare: failed to write /proc/PID/${kind}_map: ${STRERROR[outcome.errno]}`,
    span,
    problemsAt(outcome.diagnostics, ranges),
  );
}

function callHelper(kind: IdKind, ranges: readonly MapRange[], user: HostUser, host: HostFacts): Written {
  const numbers = ranges.flatMap(({ inner, outer, count }) => [inner, outer, count].map(String));
  const outcome = checkNewuidmap({
    kind,
    args: ['1', ...numbers],
    caller: { ...user, aliases: otherNames(user, host) },
    subids: host[`sub${kind}`],
    ...(host.parent && { parentMap: host.parent[kind] }),
    ...(host.versions && { versions: host.versions }),
  });
  if (outcome.ok) return outcome;
  const span = ranges[0]?.span;
  const problems = problemsAt(outcome.diagnostics, ranges);
  if (outcome.message !== '') return fail(outcome.message, span, problems);
  return fail(`new${kind}map exits without a message, and so does unshare.`, span, problems, 'unshare-silent');
}

/** newuidmap takes the lines of any login name of the uid. */
function otherNames({ uid, name }: HostUser, { names = [] }: HostFacts): string[] {
  return names.filter((each) => each.kind === 'uid' && each.id === uid && each.name !== name).map((each) => each.name);
}

/** --setgid drops the supplementary groups first; every id must have a mapping. */
function become(
  request: UnshareRequest,
  caller: InsideProcess,
  setgroups: 'allow' | 'deny',
  { versions }: HostFacts,
): UnshareMaps {
  const call = since('util-linux', 'unshare-words', versions) ? '()' : '';
  const { uid, gid } = request.become;
  if (gid) {
    const groups = setgroupsAnswer([], caller, setgroups);
    if (!groups.ok) return fail(`unshare: setgroups failed: ${STRERROR[groups.errno]}`, gid.span);
  }
  for (const [kind, asked] of [['gid', gid] as const, ['uid', uid] as const]) {
    if (!asked) continue;
    const answer = setidAnswer(kind, asked.id, caller);
    if (!answer.ok) return fail(`unshare: set${kind}${call} failed: ${STRERROR[answer.errno]}`, asked.span);
  }
  return { ok: true, ...caller.maps };
}

function fail(
  message: string,
  span: Span | undefined,
  why: Diagnostic[] = [],
  code = 'unshare-failed',
  hint = 'unshare ends here and runs nothing.',
): { ok: false; diagnostics: Diagnostic[] } {
  return {
    ok: false,
    diagnostics: [error(code, message, hint, span), ...why.map((each) => ({ ...each, ...(span && { span }) }))],
  };
}

/** Arithmetic of unsigned int. */
const u32 = (value: number) => value >>> 0;

/**
 * The ranges with the one id `outer` as `inner` before them, each other range giving way to it: it is split where either id falls into it, and loses
 * one id, its topmost (util-linux 2.41.5, sys-utils/unshare.c, add_single_map_range). With `inner` unset only ranges that still need an inner id
 * get theirs, 0. A range that merely ends right before one of the two ids loses its topmost as well. `whole`: of 2.42 a range
 * without an inner id of its own (auto) loses none, and reaches one id further.
 */
function addSingle(
  ranges: readonly MapRange[],
  outer: number,
  inner: number,
  span: MapRange['span'],
  { whole = false } = {},
): MapRange[] {
  const single = inner !== UNSET;
  const pieces = ranges.flatMap((range) => split(range, single ? outer : UNSET, inner, whole));
  return single ? [{ inner, outer, count: 1, span }, ...pieces] : pieces;
}

function split(
  { outer: mapOuter, inner: mapInner, count: mapCount, span }: MapRange,
  outer: number,
  inner: number,
  whole: boolean,
): MapRange[] {
  const from = mapInner === UNSET ? 0 : mapInner;
  let count = mapCount;
  const touches = (id: number, first: number) => id >= first && id <= u32(first + count);
  const keepsAll = whole && mapInner === UNSET;
  if (!keepsAll && inner !== UNSET && (touches(outer, mapOuter) || touches(inner, from))) count = u32(count - 1);

  const outerOffset = Math.min(outer > mapOuter ? outer - mapOuter : 0, count);
  const innerOffset = Math.min(inner > from ? inner - from : 0, count);
  const past = (id: number, taken: number) => u32(id === taken ? id + 1 : id);
  const low = { outer: mapOuter, inner: from, count: Math.min(innerOffset, outerOffset), span };
  const middle = {
    outer: past(u32(low.outer + low.count), outer),
    inner: past(u32(low.inner + low.count), inner),
    count: Math.abs(outerOffset - innerOffset),
    span,
  };
  const high = {
    outer: past(u32(middle.outer + middle.count), outer),
    inner: past(u32(middle.inner + middle.count), inner),
    count: u32(count - low.count - middle.count),
    span,
  };
  return [low, middle, high].filter((piece) => piece.count > 0);
}
