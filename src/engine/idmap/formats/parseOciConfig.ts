import { error, info, type JsonNode, memberOf, type Parsed, sourceText, spanAt, warning } from '../../text/index.ts';
import type { NamespaceMaps } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';
import { since } from '../versions/since.ts';
import { hostMaps, mapsOf, noMaps, UNKNOWN_MAPS } from './Entries.ts';
import { readOci } from './jsonExtents.ts';
import { type OciRuntime, ociMounts } from './ociMounts.ts';

/**
 * The maps of an OCI config.json, whole, or of the part that holds `uidMappings` and `gidMappings`. What runc 1.1.15 refuses is an error:
 * a user namespace without mappings for both kinds, a map in which the container's root has no id, and a namespace listed twice
 * (libcontainer/specconv, setupUserNamespace and CreateLibcontainerConfig; libcontainer/configs, HostRootUID). Without a user namespace the ids are the host's, whatever the mappings say.
 * `of` names the runtime, and asks for its word on the mounts as well (`ociMounts`).
 */
export function parseOciConfig(text: string, of?: OciRuntime): Parsed<NamespaceMaps> {
  const read = parseOwnMaps(text, of);
  if (!of || !read.value) return read;
  return { value: read.value, diagnostics: [...read.diagnostics, ...ociMounts(text, of, read.value).diagnostics] };
}

function parseOwnMaps(text: string, of: OciRuntime | undefined): Parsed<NamespaceMaps> {
  const source = sourceText(text);
  const { entries, diagnostics, root, linux } = readOci(text);
  const spanOf = ({ start, end }: JsonNode) => spanAt(source, start, end);
  const namespaces = memberOf(linux, 'namespaces');
  const listed = namespaces?.kind === 'array' ? namespaces.items : [];
  const again = secondOfType(listed);
  if (again && (of?.runtime !== 'crun' || since('crun', 'duplicate-namespace', of.versions))) {
    const message = `The namespace ${typeOf(again)} is listed twice, so ${of?.runtime ?? 'runc'} refuses the config.`;
    diagnostics.push(error('oci-namespace-twice', message, 'Remove one of the two entries.', spanOf(again)));
  }
  const answer = (value: NamespaceMaps, problem: ReturnType<typeof error>) => ({
    value,
    diagnostics: [...diagnostics, problem],
  });
  const user = listed.find((item) => typeOf(item) === 'user');
  const path = memberOf(user, 'path');
  const joined = user && path?.kind === 'string' && path.value !== '' ? path : undefined;
  const given = memberOf(linux, 'uidMappings') ?? memberOf(linux, 'gidMappings');

  if (!root || (!given && !namespaces)) {
    const message = 'No uidMappings and no namespaces: this is not an OCI config.json or a part of one.';
    const hint = 'Paste the config.json of the bundle, or its "linux" part.';
    return noMaps(...diagnostics, error('oci-no-mappings', message, hint));
  }
  if (entries.length === 0) {
    if (joined) {
      const message = 'The container joins an existing namespace, whose maps are not in this text.';
      const hint = 'Read /proc/PID/uid_map of a process in it.';
      return answer(UNKNOWN_MAPS, info('oci-joined', message, hint, spanOf(joined)));
    }
    if (user && of?.runtime === 'crun') {
      const message =
        'The user namespace has no mappings: crun maps container root to the caller’s own ID (for root, host root), then the ranges of /etc/subuid and /etc/subgid.';
      return answer(UNKNOWN_MAPS, warning('oci-crun-default', message, 'Write the mappings out.', spanOf(user)));
    }
    if (user) {
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
            'Mappings without a user namespace: runc ignores them, and IDs in the container are the host’s.',
            'Add { "type": "user" } to the namespaces.',
            span,
          );
    return answer(hostMaps(span), ofHost);
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
    }
  }
  return { value: maps, diagnostics: all };
}

/** The first namespace of a type that stands before it already. */
function secondOfType(namespaces: readonly JsonNode[]): JsonNode | undefined {
  const seen = new Set<string>();
  return namespaces.find((each) => {
    const type = typeOf(each);
    if (type === undefined) return false;
    const isSeen = seen.has(type);
    seen.add(type);
    return isSeen;
  });
}

function typeOf(namespace: JsonNode): string | undefined {
  const type = memberOf(namespace, 'type');
  return type?.kind === 'string' ? type.value : undefined;
}
