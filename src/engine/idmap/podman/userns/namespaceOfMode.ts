import { type Diagnostic, error, info, type Parsed, refused, type Span, warning } from '../../../text/index.ts';
import { type Extent, type IdMap, idCount, type LocatedExtent, locatedAt } from '../../map/Extent.ts';
import type { IdRange } from '../maps/BothMaps.ts';
import { freeRanges, insideRanges, outsideRanges } from '../maps/fillMap.ts';
import type { OwnNamespace } from '../maps/readMapOptions.ts';
import type { PodmanHost } from '../PodmanHost.ts';
import type { ContainerNamespace, RunsAs } from './ContainerNamespace.ts';
import type { Userns } from './readUserns.ts';
import { hostRanges, noRanges } from './rootlessNamespace.ts';

/** What --userns=auto is carried out with. */
interface AutoContext {
  host: PodmanHost;
  own: OwnNamespace;
  user: RunsAs | undefined;
  span: Span;
}

/**
 * The namespace of --userns=auto: the first ids that are free, as many as the image and --user need, 1024 at least and 65536 at most, or what `size`
 * says. Rootless they are the user's own subordinate ids, for root those assigned to the user "containers" (containers/storage 1.57.2,
 * userns.go, getAutoUserNS and getAvailableIDs; Podman 5.4.2, libpod/container_internal.go, setupStorageMapping).
 */
function autoNamespace(
  options: { size: number; uid: readonly LocatedExtent[]; gid: readonly LocatedExtent[] },
  { host, own, user, span }: AutoContext,
): Parsed<ContainerNamespace> {
  const refuse = (code: string, words: string, hint: string, before: readonly Diagnostic[] = []) => ({
    value: undefined,
    diagnostics: [...before, error(code, `creating container storage: ${words}`, hint, span)],
  });
  const most = host.storage?.autoMaxSize || 65536;
  const needed = Math.max(
    1,
    user ? Math.max(user.uid ?? 0, user.gid ?? 0) + 1 : 1,
    host.storage?.autoMinSize || 1024,
    host.imageSize ?? 0,
  );
  if (options.size === 0 && needed > most) {
    return refuse(
      'podman-auto-large',
      `the container needs a user namespace with size ${needed} that is bigger than the maximum value allowed with userns=auto ${most}`,
      'Set the number with auto:size=, or raise auto-userns-max-size in storage.conf.',
    );
  }
  const size = options.size || needed;
  const available = own.rootless ? ofOwn(own) : ofUser(host);
  const uid = autoMap(size, available.uid, options.uid, span);
  const gid = autoMap(size, available.gid, options.gid, span);
  if (!uid || !gid) {
    const whose = own.rootless ? host.user.name : autoUser(host);
    const hint = `${size === 1 ? '1 ID is' : `${size} IDs are`} needed. Assign ${whose} more in /etc/subuid and /etc/subgid, or ask for fewer with auto:size=.`;
    return refuse('podman-auto-few', 'not enough unused IDs in user namespace', hint, available.diagnostics);
  }
  return {
    value: { made: 'new', maps: { uid, gid }, by: 'auto' },
    diagnostics: [...available.diagnostics, ...assumptions(options.size, size, host.imageSize, span)],
  };
}

interface Available {
  uid: IdRange[];
  gid: IdRange[];
  diagnostics: Diagnostic[];
}

function autoUser(host: PodmanHost): string {
  return host.storage?.autoUser || 'containers';
}

/** Inside the user's namespace they are all but 0. */
function ofOwn(own: OwnNamespace): Available {
  const range = (map: OwnNamespace['uid']): IdRange[] => [{ start: 1, end: idCount(map) }];
  return { uid: range(own.uid), gid: range(own.gid), diagnostics: [] };
}

function ofUser(host: PodmanHost): Available {
  const name = autoUser(host);
  const { uid, gid, lacking } = hostRanges(host, name);
  if (lacking) {
    const message = `Cannot find mappings for user "${name}": ${noRanges(lacking, name)}`;
    const hint = `Add a line such as ${name}:2147483647:2147483648 to /etc/subuid and /etc/subgid.`;
    return { uid: [], gid: [], diagnostics: [warning('podman-auto-user', message, hint)] };
  }
  const asRange = ({ start, count }: { start: number; count: number }) => ({ start, end: start + count });
  return { uid: uid.map(asRange), gid: gid.map(asRange), diagnostics: [] };
}

/** What the answer rests on. */
function assumptions(asked: number, size: number, imageSize: number | undefined, span: Span): Diagnostic[] {
  const guessed = asked === 0 && imageSize === undefined;
  const message = guessed
    ? `Podman maps as many IDs as the image’s highest ID requires, here at least ${size}. Podman skips IDs that other containers use.`
    : 'Podman skips IDs that other containers use; none are assumed to be in use here.';
  const hint = 'podman inspect --format "{{.HostConfig.IDMappings}}" CONTAINER shows what it chose.';
  return [info('podman-auto-free', message, hint, span)];
}

/**
 * The map of --userns=auto: ids from inside 0 to `size`, less those that `additional` mappings give, are the first of the `available` ids that
 * these don't use; the additional ones stand behind (containers/storage 1.57.2, userns.go, getAutoUserNSIDMappings). Undefined where too
 * few are available. Other containers' ids, which Podman passes over, can't be known here.
 */
function autoMap(
  size: number,
  available: readonly IdRange[],
  additional: readonly LocatedExtent[],
  span: Span,
): LocatedExtent[] | undefined {
  const wanted = freeRanges([{ start: 0, end: size }], insideRanges(additional));
  const free = joined(freeRanges(joined(available), outsideRanges(additional)));
  const map: LocatedExtent[] = [];
  let index = 0;
  for (const range of wanted) {
    let inside = range.start;
    while (inside < range.end) {
      const from = free[index];
      if (!from) return undefined;
      const count = Math.min(range.end - inside, from.end - from.start);
      map.push({ inside, outside: from.start, count, span });
      inside += count;
      free[index] = { start: from.start + count, end: from.end };
      if (from.start + count === from.end) index++;
    }
  }
  return [...map, ...additional];
}

/** As a set: ranges that meet or overlap are one. */
function joined(ranges: readonly IdRange[]): IdRange[] {
  const result: IdRange[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (start >= end) continue;
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** What a mode is carried out with. */
export interface ModeContext {
  host: PodmanHost;
  own: OwnNamespace;
  /** --user. */
  user: RunsAs | undefined;
  /** The value of --userns in the reader's text. */
  span: Span;
}

/** The namespace that a mode of --userns gives a container (Podman 5.4.2, pkg/specgen/namespaces.go, SetupUserNS). */
export function namespaceOfMode(userns: Userns, context: ModeContext): Parsed<ContainerNamespace> {
  const { host, own, span } = context;
  switch (userns.mode) {
    case 'host':
      return { value: { made: 'none' }, diagnostics: [] };
    case 'private':
      return refused('podman-no-map', NO_MAP, 'Add --uidmap, or choose keep-id, nomap or auto.', span);
    case 'pod':
      return refused(
        'podman-no-pod',
        'cannot use pod namespace as container is not joining a pod or pod has no infra container: invalid argument',
        'Name the pod with --pod, and leave --userns out: the container then has the namespace of the pod.',
        span,
      );
    case 'container':
    case 'ns':
      return { value: { made: 'elsewhere' }, diagnostics: [joins(userns.mode, userns.name, span)] };
    case 'keep-id':
      return keepIdNamespace(userns, context);
    case 'nomap':
      return own.rootless
        ? noMapNamespace(own, span)
        : refused(
            'podman-rootless-only',
            'nomap is only supported in rootless mode',
            'Run Podman as a user, or use auto.',
            span,
          );
    case 'auto':
      return autoNamespace(userns, { host, own, user: context.user, span });
  }
}

export const NO_MAP = 'must provide at least one UID or GID mapping to configure a user namespace';

function joins(mode: 'container' | 'ns', name: string, span: Span): Diagnostic {
  const [whose, file] =
    mode === 'container'
      ? [`container ${name}`, `podman exec ${name} cat /proc/self/uid_map /proc/self/gid_map`]
      : [name, `nsenter --user=${name} cat /proc/self/uid_map /proc/self/gid_map`];
  const message = `The maps are those of ${whose}; the command doesn’t show them.`;
  return info('podman-joins', message, `See them with: ${file}`, span);
}

/** Of root, the namespace that Podman works in is copied, and 0 runs inside. */
function keepIdNamespace(
  { uid, gid, size }: { uid?: number; gid?: number; size?: number },
  { host, own, span }: ModeContext,
): Parsed<ContainerNamespace> {
  if (!own.rootless) {
    if (size !== undefined) {
      const words = 'cannot set max size for user namespace when not running rootless';
      return refused('podman-rootless-only', words, 'Leave size out.', span);
    }
    const maps = { uid: locatedAt(own.uid, span), gid: locatedAt(own.gid, span) };
    return { value: { made: 'new', maps, runsAs: { uid: uid ?? 0, gid: gid ?? 0 }, by: 'mode' }, diagnostics: [] };
  }
  const runsAs = { uid: uid ?? host.user.uid, gid: gid ?? host.user.gid };
  const maps = {
    uid: locatedAt(keepId(runsAs.uid, idCount(own.uid) - 1, size ?? 0), span),
    gid: locatedAt(keepId(runsAs.gid, idCount(own.gid) - 1, size ?? 0), span),
  };
  return { value: { made: 'new', maps, runsAs, by: 'mode' }, diagnostics: [] };
}

/** The user's ranges alone, each moved down by one (pkg/util/utils.go, GetNoMapMapping). */
function noMapNamespace(own: OwnNamespace, span: Span): Parsed<ContainerNamespace> {
  if (own.uid.length < 2 || own.gid.length < 2) {
    return refused(
      'podman-nomap-empty',
      'nomap requires additional UIDs or GIDs defined in /etc/subuid and /etc/subgid to function correctly: %!w(<nil>)',
      'Assign the UIDs in both files first.',
      span,
    );
  }
  const moved = (map: IdMap) =>
    locatedAt(
      map.slice(1).map(({ inside, count }) => ({ inside: inside - 1, outside: inside, count })),
      span,
    );
  return {
    value: { made: 'new', maps: { uid: moved(own.uid), gid: moved(own.gid) }, runsAs: { uid: 0, gid: 0 }, by: 'mode' },
    diagnostics: [],
  };
}

/**
 * The map of --userns=keep-id: the user, who is 0 in the namespace that Podman works in, becomes `id` inside, and the user's `assigned` subordinate ids fill
 * the places below and above; of both together at most `size`, where it isn't 0 (Podman 5.4.2, pkg/util/utils.go, getRootlessKeepIDMapping).
 */
function keepId(id: number, assigned: number, size: number): IdMap {
  const most = size > 0 ? Math.min(assigned, size - 1) : assigned;
  const map: Extent[] = [];
  if (assigned > 0 && id !== 0) map.push({ inside: 0, outside: 1, count: Math.min(id, most) });
  map.push({ inside: id, outside: 0, count: 1 });
  if (most > id) map.push({ inside: id + 1, outside: id + 1, count: most - id });
  return map;
}
