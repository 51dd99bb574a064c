import { type Span, sourceText, spanAt } from '../../../text/index.ts';
import type { LocatedExtent, NamespaceMaps } from '../../map/Extent.ts';
import { type JsonScalar, jsonScalars } from './jsonScalars.ts';
import { remapDirectory } from './readDockerInfo.ts';

/** What `docker inspect` or `podman inspect` of a container tells about its ids. Undefined is what these lines leave open. */
export interface Inspected {
  /** HostConfig.UsernsMode: "host" switches dockerd's remap off; '' is the daemon's own. */
  usernsMode: string | undefined;
  /** Config.User: who the container runs as, "1000", "1000:1000" or a name; '' is root. */
  user: { value: string; span: Span } | undefined;
  /** The outside ids of root inside, from the name of dockerd's data directory. */
  root: { uid: number; gid: number } | undefined;
  /** Podman's HostConfig.IDMappings. Under a user without privileges the outside ids are those of that user's own namespace. */
  maps: NamespaceMaps | undefined;
  /** Bind mounts and volumes: where on the host, where in the container. */
  mounts: readonly { source: string; destination: string; span: Span }[];
  /** State.Pid: whose /proc/PID/uid_map tells the map. */
  pid: number | undefined;
}

/**
 * Reads the JSON of `docker inspect` (api/types/types.go, Docker 26.1.5) or `podman inspect` (libpod/define/container_inspect.go, 5.4.2),
 * whole, cut or a single line.
 */
export function readInspect({ content }: { content: string }): Inspected {
  const source = sourceText(content);
  const scalars = jsonScalars(content);
  const ending = (key: string) => scalars.find(({ path }) => path === key || path.endsWith(`.${key}`));
  const at = ({ start, end }: JsonScalar) => spanAt(source, start, end);
  const user = ending('Config.User') ?? scalars.find(({ path }) => path === 'User');
  const uid = extentsOf(scalars, 'UidMap[]', at);
  const gid = extentsOf(scalars, 'GidMap[]', at);
  const pid = Number(ending('State.Pid')?.value ?? scalars.find(({ path }) => path === 'Pid')?.value ?? Number.NaN);
  return {
    usernsMode: ending('UsernsMode')?.value,
    user: user && { value: user.value, span: at(user) },
    root: firstRoot(scalars),
    maps: uid || gid ? { uid, gid } : undefined,
    mounts: mountsOf(scalars, at),
    pid: Number.isInteger(pid) && pid > 0 ? pid : undefined,
  };
}

/** "0:1:1000" is container, host, size (libpod/container_inspect.go, inspectIDMappings). */
function extentsOf(
  scalars: readonly JsonScalar[],
  key: string,
  at: (scalar: JsonScalar) => Span,
): LocatedExtent[] | undefined {
  const found = scalars.filter(({ path }) => path === key || path.endsWith(`.${key}`));
  if (found.length === 0) return undefined;
  return found.flatMap((scalar) => {
    const [inside, outside, count] = scalar.value
      .split(':', 4)
      .map((field) => (/^\d{1,10}$/.test(field) ? Number(field) : Number.NaN));
    const complete =
      inside !== undefined && outside !== undefined && count !== undefined && !Number.isNaN(inside + outside + count);
    return complete ? [{ inside, outside, count, span: at(scalar) }] : [];
  });
}

function firstRoot(scalars: readonly JsonScalar[]): Inspected['root'] {
  for (const { path, value } of scalars) {
    // A mount's source is the reader's own path, whatever it looks like.
    if (path.includes('Mounts[]') || path.includes('Binds[]') || !value.startsWith('/')) continue;
    const root = remapDirectory(value);
    if (root) return root;
  }
  return undefined;
}

function mountsOf(scalars: readonly JsonScalar[], at: (scalar: JsonScalar) => Span): Inspected['mounts'] {
  const mounts: { source: string; destination: string; span: Span }[] = [];
  let source: JsonScalar | undefined;
  for (const scalar of scalars) {
    if (scalar.path.endsWith('Mounts[].Source') || scalar.path === 'Source') source = scalar;
    if ((scalar.path.endsWith('Mounts[].Destination') || scalar.path === 'Destination') && source) {
      mounts.push({ source: source.value, destination: scalar.value, span: at(source) });
      source = undefined;
    }
  }
  return mounts;
}
