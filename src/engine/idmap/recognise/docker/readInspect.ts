import {
  type JsonNode,
  problemsOf,
  readPieces,
  type SourceText,
  type Span,
  sourceText,
  spanAt,
} from '../../../text/index.ts';
import type { LocatedExtent, NamespaceMaps } from '../../map/Extent.ts';
import { eachLine } from '../listing/listedId.ts';

/** A string, number or word of a JSON text, with the keys that lead to it; "[]" stands for an element of a list. */
interface JsonScalar {
  /** As "HostConfig.IDMappings.UidMap[]". Only the last eight steps: deeper keys are never asked for. */
  path: string;
  value: string;
  /** Where the value stands, without its quotes. */
  start: number;
  end: number;
}

const DEEPEST = 8;

/**
 * Every scalar of a JSON text, in order, however broken the text is: a piece cut out of the middle, a trailing comma, a missing brace. What is
 * wrong with a file is its parser's to tell; this only looks things up.
 */
function jsonScalars(text: string): JsonScalar[] {
  const scalars: JsonScalar[] = [];
  const waiting: { node: JsonNode; steps: readonly string[] }[] = [];
  const add = (steps: readonly string[], nodes: readonly (readonly [key: string, node: JsonNode])[]) => {
    for (const [key, node] of nodes.toReversed()) {
      const step = node.kind === 'array' ? `${key}[]` : key;
      waiting.push({ node, steps: step === '' ? steps : [...steps, step].slice(-DEEPEST - 1) });
    }
  };
  add(
    [],
    readPieces(sourceText(text), problemsOf(sourceText(text), 0)).map((node) => ['', node]),
  );
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, steps } = next;
    if (node.kind === 'object')
      add(
        steps,
        node.members.map(({ key, value }) => [key.value, value]),
      );
    else if (node.kind === 'array')
      add(
        steps,
        node.items.map((item) => ['', item]),
      );
    else scalars.push({ path: steps.join('.').replaceAll('.[]', '[]'), ...scalarOf(text, node) });
  }
  return scalars;
}

function scalarOf(text: string, node: Exclude<JsonNode, { kind: 'object' | 'array' }>): Omit<JsonScalar, 'path'> {
  const { start, end } = node;
  const written = text.slice(start, end);
  if (node.kind !== 'string') return { value: written, start, end };
  // A bare word has no quotes, and a string that its line ends has none behind it.
  if (node.value === written) return { value: written, start, end };
  return { value: node.value, start: start + 1, end: node.open ? end : end - 1 };
}

/** What `docker info` tells about user namespaces. Undefined is what these lines leave open. */
interface DockerInfo {
  /** True where dockerd remaps (--userns-remap); false where security options are listed and userns isn't among them. */
  userns: boolean | undefined;
  rootless: boolean | undefined;
  rootDir: { path: string; span: Span } | undefined;
  /** The outside ids of root inside, from the data directory's name. */
  root: { uid: number; gid: number } | undefined;
  /** Docker Desktop: the daemon, and the /etc/subuid that counts, are in its virtual machine. */
  desktop: boolean;
  /** "Server Version". */
  version: string | undefined;
}

/**
 * Reads `docker info` as text (cli/command/system/info.go, Docker 26.1.5: "Security Options:" with a name a line, or the name= form of
 * older clients) or as JSON, whole or a few lines of it.
 */
export function readDockerInfo({ content }: { content: string }): DockerInfo {
  const source = sourceText(content);
  const rootDir =
    /(?:Docker Root Dir:[ \t]{1,8}|"DockerRootDir"[ \t]{0,8}:[ \t]{0,8}")(\/[^\s"]{0,4096})/.exec(content) ??
    // What --format prints has no labels.
    /(?:^|[\s"'])(\/[^\s"']{0,4096}\/\d{1,10}\.\d{1,10})(?=$|[\s"'])/m.exec(content);
  const path = rootDir?.[1];
  const at = rootDir && path !== undefined ? rootDir.index + rootDir[0].length - path.length : 0;
  const has = (name: string) => new RegExp(`^[ \\t]{0,20}${name}[ \\t\\r]{0,8}$|\\bname=${name}\\b`, 'm').test(content);
  const listed = /Security Options:|"SecurityOptions"|name=seccomp/.test(content);
  const root = path === undefined ? undefined : remapDirectory(path);
  const option = (name: string) => (has(name) ? true : listed ? false : undefined);
  return {
    userns: option('userns') ?? (root && true),
    rootless: /^[ \t]{0,20}Context:[ \t]{1,12}rootless[ \t\r]{0,8}$/m.test(content) || option('rootless'),
    rootDir: path === undefined ? undefined : { path, span: spanAt(source, at, at + path.length) },
    root,
    desktop:
      /Operating System"?[ \t]{0,8}:[ \t]{0,8}"?Docker Desktop|"OperatingSystem"[ \t]{0,8}:[ \t]{0,8}"Docker Desktop/.test(
        content,
      ),
    version: /(?:Server Version:[ \t]{1,8}|"ServerVersion"[ \t]{0,8}:[ \t]{0,8}")([\w.+~-]{1,60})/.exec(content)?.[1],
  };
}

/** The directory that a remapped dockerd keeps its data in: under the data root, named by the outside ids of inside 0. */
const REMAPPED = /\/(\d{1,10})\.(\d{1,10})(?:\/|$)/;

/**
 * The outside uid and gid of root inside, from a path such as /var/lib/docker/165536.165536/overlay2/... (daemon/daemon_unix.go,
 * setupDaemonRoot, Docker 26.1.5); undefined where the path has no such part.
 */
function remapDirectory(path: string): { uid: number; gid: number } | undefined {
  const found = REMAPPED.exec(path.slice(0, 4096));
  return found ? { uid: Number(found[1]), gid: Number(found[2]) } : undefined;
}

/** What `docker inspect` or `podman inspect` of a container tells about its ids. Undefined is what these lines leave open. */
interface Inspected {
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

/** What `podman info` tells about user namespaces. */
interface PodmanInfo {
  /** host.idMappings: the user's own namespace; both undefined where Podman runs as root, which has none. */
  maps: NamespaceMaps;
  rootless: boolean | undefined;
  version: string | undefined;
}

/** "- container_id: 0", `"host_id": 1000,`, "size: 1", or the key of a list. */
const FIELD =
  /^[\s{[-]{0,40}"?(container_id|host_id|size|uidmap|gidmap|rootless|Version)"?\s{0,8}:\s{0,8}"?([\w.+-]{0,40})/;

/** Reads `podman info`, YAML or JSON (libpod/define/info.go, Podman 5.4.2). */
export function readPodmanInfo({ content }: { content: string }): PodmanInfo {
  return content.trimStart().startsWith('{') ? ofJson(content) : ofLines(content);
}

function ofJson(content: string): PodmanInfo {
  const source = sourceText(content);
  const scalars = jsonScalars(content);
  const scalarAt = (key: string) => scalars.find(({ path }) => path === key || path.endsWith(`.${key}`))?.value;
  const list = (key: string): LocatedExtent[] | undefined => {
    const extents: LocatedExtent[] = [];
    let fields: Record<string, number> = {};
    let from: number | undefined;
    for (const { path, value, start, end } of scalars) {
      const name = path.split(`${key}[].`)[1];
      if (name === undefined || !/^\d{1,10}$/.test(value)) continue;
      fields = { ...fields, [name]: Number(value) };
      from ??= start;
      const { container_id: inside, host_id: outside, size: count } = fields;
      if (inside === undefined || outside === undefined || count === undefined) continue;
      extents.push({ inside, outside, count, span: spanAt(source, from, end) });
      fields = {};
      from = undefined;
    }
    return extents.length > 0 ? extents : undefined;
  };
  const rootless = scalarAt('rootless');
  return {
    maps: { uid: list('uidmap'), gid: list('gidmap') },
    rootless: rootless === 'true' ? true : rootless === 'false' ? false : undefined,
    version: scalarAt('Version'),
  };
}

function ofLines(content: string): PodmanInfo {
  const source = sourceText(content);
  const lists: { uid: LocatedExtent[] | undefined; gid: LocatedExtent[] | undefined } = {
    uid: undefined,
    gid: undefined,
  };
  let current: LocatedExtent[] | undefined;
  let extent: Partial<Record<string, number>> & { at?: number } = {};
  let rootless: boolean | undefined;
  let version: string | undefined;
  eachLine(source, (start, end) => {
    const found = FIELD.exec(content.slice(start, Math.min(end, start + 200)));
    if (!found) return;
    const [, name = '', value = ''] = found;
    if (name === 'uidmap' || name === 'gidmap') {
      current = [];
      lists[name === 'uidmap' ? 'uid' : 'gid'] = current;
      extent = {};
    } else if (name === 'rootless') rootless = value === 'true' ? true : value === 'false' ? false : rootless;
    else if (name === 'Version') version ??= value === '' ? undefined : value;
    else if (/^\d{1,10}$/.test(value)) {
      extent = { ...extent, [name]: Number(value), at: Math.min(extent.at ?? start, start) };
      const complete = completeExtent(source, extent, end);
      if (complete) {
        current?.push(complete);
        extent = {};
      }
    }
  });
  return { maps: lists, rootless, version };
}

/** The extent, once all three of its fields are there, in whatever order. */
function completeExtent(
  source: SourceText,
  { container_id: inside, host_id: outside, size: count, at = 0 }: Partial<Record<string, number>>,
  end: number,
): LocatedExtent | undefined {
  if (inside === undefined || outside === undefined || count === undefined) return undefined;
  const indent = source.text.slice(at, end).search(/\S/);
  return { inside, outside, count, span: spanAt(source, at + Math.max(indent, 0), end) };
}
