import { type Diagnostic, error, info, type Parsed, type Span, warning } from '../../../text/index.ts';
import { idCount, type LocatedExtent } from '../../map/Extent.ts';
import type { IdRange } from '../maps/BothMaps.ts';
import { freeRanges, insideRanges, outsideRanges } from '../maps/fillMap.ts';
import type { OwnNamespace } from '../maps/readMapOptions.ts';
import type { PodmanHost } from '../PodmanHost.ts';
import { hostRanges } from './assignedRanges.ts';
import type { ContainerNamespace, RunsAs } from './ContainerNamespace.ts';
import { noRanges } from './rootlessNamespace.ts';

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
export function autoNamespace(
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
export function autoMap(
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
