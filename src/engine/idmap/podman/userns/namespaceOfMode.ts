import { type Diagnostic, info, type Parsed, refused, type Span } from '../../../text/index.ts';
import { type Extent, type IdMap, idCount, locatedAt } from '../../map/Extent.ts';
import type { OwnNamespace } from '../maps/readMapOptions.ts';
import type { PodmanHost } from '../PodmanHost.ts';
import { autoNamespace } from './autoNamespace.ts';
import type { ContainerNamespace, RunsAs } from './ContainerNamespace.ts';
import type { Userns } from './readUserns.ts';

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
export function keepId(id: number, assigned: number, size: number): IdMap {
  const most = size > 0 ? Math.min(assigned, size - 1) : assigned;
  const map: Extent[] = [];
  if (assigned > 0 && id !== 0) map.push({ inside: 0, outside: 1, count: Math.min(id, most) });
  map.push({ inside: id, outside: 0, count: 1 });
  if (most > id) map.push({ inside: id + 1, outside: id + 1, count: most - id });
  return map;
}
