import {
  type Diagnostic,
  error,
  info,
  isError,
  type JsonNode,
  memberOf,
  type Parsed,
  type Span,
  sourceText,
  spanAt,
  warning,
} from '../../text/index.ts';
import { EVERY_ID } from '../map/compose.ts';
import type { IdKind, NamespaceMaps } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';
import { type CrunDefault, crunDefault } from '../podman/userns/containerMaps.ts';
import { since } from '../versions/programWords.ts';
import { type OciRuntime, ociMember, readOci } from './jsonExtents.ts';
import { type Entry, hostMaps, mapsOf, noMaps, UNKNOWN_MAPS } from './lxc.ts';
import { ociMounts } from './ociMounts.ts';

/** The config, beside its mappings. */
interface CrunConfig {
  of: OciRuntime;
  /** process.user. */
  runsAs: Record<IdKind, number>;
  /** Its user namespace. */
  span: Span;
}

/**
 * The maps of the user namespace that crun 1.21 makes, run by root: those of the config, and for a kind without any the caller's own id among the ids of
 * root's line in /etc/subuid or /etc/subgid, without which it is 0 alone. gid_map comes first. What the kernel refuses of a made map, crun replaces by one
 * id, for which it denies setgroups: too late once gid_map is written (src/libcrun/linux.c, libcrun_set_usernamespace and set_id_init).
 */
function crunMaps(entries: readonly Entry[], { of, runsAs, span }: CrunConfig): Parsed<NamespaceMaps> {
  const { maps: given, diagnostics: ofTheKernel } = mapsOf(entries);
  const diagnostics: Diagnostic[] = [...ofTheKernel];
  const made: Partial<Record<IdKind, CrunDefault>> = {};
  for (const kind of ['uid', 'gid'] as const) {
    if (given[kind]) continue;
    const file = of.subids?.[kind];
    made[kind] = crunDefault({
      kind,
      inside: runsAs[kind],
      subids: file ?? '',
      parent: EVERY_ID,
      span,
      alone: since('crun', 'default-alone', of.versions),
    });
    const known = file === undefined ? `, if root has no line in /etc/sub${kind}` : '';
    const own = made[kind].map.map(({ inside, outside, count }) => `${inside}:${outside}:${count}`).join(', ');
    const message = `${kind}Mappings has no entries, so crun makes a map of its own: ${own}${known}.`;
    diagnostics.push(warning('oci-crun-default', message, `Add entries to ${kind}Mappings.`, span));
  }
  const maps = { uid: given.uid ?? made.uid?.map, gid: given.gid ?? made.gid?.map };
  if (diagnostics.some(isError)) return { value: maps, diagnostics };
  if (made.uid?.refused && !made.gid?.refused) {
    const message =
      'The kernel refuses the UID map that crun makes. crun’s fallback must deny setgroups, which the kernel no longer allows once gid_map is written.';
    diagnostics.push(error('oci-crun-refused', message, 'Add entries to uidMappings.', span));
    return { value: UNKNOWN_MAPS, diagnostics };
  }
  for (const kind of ['uid', 'gid'] as const) {
    const side = maps[kind] ?? [];
    const hasRoot = !given[kind] || given[kind].some(({ inside }) => inside === 0);
    const needed = hasRoot ? [0, runsAs[kind]] : [runsAs[kind]];
    const lacking = needed.find((id) => toOutside(side, id) === undefined);
    if (lacking === undefined) continue;
    const message = `${kind.toUpperCase()} ${lacking} has no mapping; crun needs one to start the first process.`;
    const code = lacking === 0 ? 'oci-root-unmapped' : 'oci-user-unmapped';
    diagnostics.push(error(code, message, `Map containerID ${lacking}.`, side[0]?.span ?? span));
  }
  return { value: maps, diagnostics };
}

/**
 * The maps of an OCI config.json, whole, or of the part that holds `uidMappings` and `gidMappings`. What runc 1.1.15 refuses is an error:
 * a user namespace without mappings for both kinds, a map in which the container's root has no id, and a namespace listed twice
 * (libcontainer/specconv, setupUserNamespace and CreateLibcontainerConfig; libcontainer/configs, HostRootUID). Without a user namespace the ids are the host's, whatever the mappings say.
 * `of` names the runtime, and asks for its word on the mounts as well (`ociMounts`); crun makes maps where the config has none (`crunMaps`).
 */
export function parseOciConfig(text: string, of?: OciRuntime): Parsed<NamespaceMaps> {
  const read = parseOwnMaps(text, of);
  if (!of || !read.value) return read;
  return { value: read.value, diagnostics: [...read.diagnostics, ...ociMounts(text, of, read.value).diagnostics] };
}

function parseOwnMaps(text: string, of: OciRuntime = { runtime: 'runc' }): Parsed<NamespaceMaps> {
  const source = sourceText(text);
  const { runtime } = of;
  const isCrun = runtime === 'crun';
  const { entries, diagnostics, root, linux } = readOci(text, of);
  const spanOf = ({ start, end }: JsonNode) => spanAt(source, start, end);
  const namespaces = ociMember(of, linux, 'namespaces');
  const listed = namespaces?.kind === 'array' ? namespaces.items : [];
  const typeOf = (namespace: JsonNode) => textOf(ociMember(of, namespace, 'type', 'string'));
  const mistyped =
    namespaces?.kind === 'array'
      ? listed.map((each) => memberOf(each, 'path')).find((each) => each && !['string', 'null'].includes(each.kind))
      : namespaces;
  if (mistyped && !isCrun && mistyped.kind !== 'null') {
    const message = 'runc can’t read this value of "namespaces", so it refuses the config.';
    diagnostics.push(error('oci-namespaces', message, 'Write [{ "type": "user" }].', spanOf(mistyped)));
  }
  const knows = (type: string) =>
    TYPES.has(type) && (type !== 'time' || since(runtime, 'time-namespaces', of.versions));
  const untyped = listed.find((each) => !knows(typeOf(each) ?? ''));
  if (untyped) {
    const message = `${runtime} knows no namespace of this type, so it refuses the config.`;
    diagnostics.push(
      error('oci-namespace-type', message, `Write one of ${[...TYPES].filter(knows).join(', ')}.`, spanOf(untyped)),
    );
  }
  const again = secondOf(listed, typeOf);
  if (again && (!isCrun || since('crun', 'duplicate-namespace', of.versions))) {
    const message = `The namespace ${typeOf(again)} is listed twice, so ${runtime} refuses the config.`;
    diagnostics.push(error('oci-namespace-twice', message, 'Remove one of the two entries.', spanOf(again)));
  }
  const answer = (value: NamespaceMaps, problem: ReturnType<typeof error>) => ({
    value,
    diagnostics: [...diagnostics, problem],
  });
  const user = listed.find((item) => typeOf(item) === 'user');
  const path = ociMember(of, user, 'path', 'string');
  const joined = path?.kind === 'string' && (path.value !== '' || isCrun) ? path : undefined;
  const given = ociMember(of, linux, 'uidMappings') ?? ociMember(of, linux, 'gidMappings');

  if (!root || (!given && !namespaces)) {
    const message = 'No uidMappings and no namespaces: this is not an OCI config.json or a part of one.';
    const hint = 'Paste the config.json of the bundle, or its "linux" part.';
    return noMaps(...diagnostics, error('oci-no-mappings', message, hint));
  }
  if (joined?.value === '') {
    const message = 'crun opens this path, which is empty, and refuses the config.';
    return answer(UNKNOWN_MAPS, error('oci-empty-path', message, 'Remove "path".', spanOf(joined)));
  }
  if (joined && (entries.length === 0 || isCrun)) {
    const message = 'The container joins an existing namespace, whose maps are not in this text.';
    const hint = 'Read /proc/PID/uid_map of a process in it.';
    return answer(UNKNOWN_MAPS, info('oci-joined', message, hint, spanOf(joined)));
  }
  if (entries.length === 0) {
    if (user && !isCrun) {
      const message = 'The user namespace has no mappings, so runc refuses it.';
      return answer(UNKNOWN_MAPS, error('oci-unmapped', message, 'Add uidMappings and gidMappings.', spanOf(user)));
    }
    if (!namespaces) return { value: UNKNOWN_MAPS, diagnostics };
  }
  if (namespaces && !user) {
    const span = spanOf(namespaces);
    const ofHost =
      entries.length === 0
        ? info(
            'oci-host-ids',
            'No user namespace: IDs in the container are the host’s.',
            'Add { "type": "user" } and mappings.',
            span,
          )
        : warning(
            'oci-no-user-namespace',
            `Mappings without a user namespace: ${runtime} ignores them, and IDs in the container are the host’s.`,
            'Add { "type": "user" } to the namespaces.',
            span,
          );
    return answer(hostMaps(span), ofHost);
  }
  const ids = runsAs(of, root);
  if (isCrun && user) {
    const crun = crunMaps(entries, { of, runsAs: ids, span: spanOf(user) });
    return { value: crun.value, diagnostics: [...diagnostics, ...crun.diagnostics] };
  }

  const { maps, diagnostics: ofTheKernel } = mapsOf(entries);
  const all = [...diagnostics, ...ofTheKernel];
  if (joined) {
    all.push(
      warning(
        'oci-joined-and-mapped',
        'The container joins an existing namespace, and runc refuses mappings that differ from the ones of that namespace.',
        'Leave out the path or the mappings.',
        spanOf(joined),
      ),
    );
  }
  for (const kind of ['uid', 'gid'] as const) {
    const side = maps[kind];
    if (namespaces && side === undefined) {
      const message = `${kind}Mappings is missing; runc refuses mappings of one kind alone.`;
      all.push(error('oci-one-sided', message, `Give ${kind}Mappings too.`, spanOf(given ?? root)));
    } else if (side && toOutside(side, 0) === undefined) {
      const message = `${kind.toUpperCase()} 0 has no mapping; runc needs one for the container’s root.`;
      all.push(error('oci-root-unmapped', message, 'Map containerID 0.', side[0]?.span));
    } else if (side && !joined && toOutside(side, ids[kind]) === undefined) {
      const message = `${kind.toUpperCase()} ${ids[kind]} has no mapping; runc needs one to start the first process.`;
      all.push(error('oci-user-unmapped', message, `Map containerID ${ids[kind]}.`, side[0]?.span));
    }
  }
  return { value: maps, diagnostics: all };
}

/** The types that both runtimes know (specs-go, LinuxNamespaceType). */
const TYPES: ReadonlySet<string> = new Set(['mount', 'network', 'ipc', 'pid', 'uts', 'user', 'cgroup', 'time']);

/** The first namespace of a type that stands before it already. */
function secondOf(
  namespaces: readonly JsonNode[],
  typeOf: (namespace: JsonNode) => string | undefined,
): JsonNode | undefined {
  const seen = new Set<string>();
  return namespaces.find((each) => {
    const type = typeOf(each);
    if (type === undefined) return false;
    const isSeen = seen.has(type);
    seen.add(type);
    return isSeen;
  });
}

function textOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}

/** process.user: 0 where a number is missing. */
function runsAs(of: OciRuntime, root: JsonNode): Record<IdKind, number> {
  const user = ociMember(of, ociMember(of, root, 'process', 'object'), 'user', 'object');
  const read = (kind: IdKind) => {
    const value = ociMember(of, user, kind, 'number');
    return value?.kind === 'number' && /^[0-9]+$/.test(value.digits) ? Number(value.digits) : 0;
  };
  return { uid: read('uid'), gid: read('gid') };
}
