import { type Diagnostic, type JsonNode, memberOf, type Parsed, sourceText, spanAt } from '../../text/index.ts';
import type { LocatedExtent, NamespaceMaps } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';
import { mapsOf } from './Entries.ts';
import { hostIds } from './hostIds.ts';
import { readOci } from './oci.ts';

/**
 * The maps of an OCI config.json, whole, or of the part that holds `uidMappings` and `gidMappings`. What runc 1.1.15 refuses is an error:
 * a user namespace without mappings for both kinds, and a map in which the container's root has no id (libcontainer/specconv,
 * setupUserNamespace; libcontainer/configs, HostRootUID). Without a user namespace the ids are the host's, whatever the mappings say.
 */
export function parseOciConfig(text: string): Parsed<NamespaceMaps> {
  const source = sourceText(text);
  const { entries, diagnostics, root, linux } = readOci(text);
  const all: Diagnostic[] = [...diagnostics];
  const tell = (value: JsonNode, code: string, severity: Diagnostic['severity'], message: string, hint: string) => {
    all.push({ code, severity, message, hint, span: spanAt(source, value.start, value.end) });
  };
  const namespaces = memberOf(linux, 'namespaces');
  const user = namespaces?.kind === 'array' ? namespaces.items.find((item) => typeOf(item) === 'user') : undefined;
  const path = memberOf(user, 'path');
  const joined = user && path?.kind === 'string' && path.value !== '' ? path : undefined;
  const uidMappings = memberOf(linux, 'uidMappings');
  const given = uidMappings ?? memberOf(linux, 'gidMappings');

  if (!root || (!given && !namespaces)) {
    const message = 'No uidMappings and no namespaces: this is not an OCI config.json or a part of one.';
    const hint = 'Paste the config.json of the bundle, or its "linux" part.';
    const nothing = { code: 'oci-no-mappings', severity: 'error' as const, message, hint };
    return { value: undefined, diagnostics: [...all, nothing] };
  }
  if (entries.length === 0) {
    if (joined) {
      tell(
        joined,
        'oci-joined',
        'info',
        'The container joins an existing namespace, whose maps are not in this text.',
        'Read /proc/PID/uid_map of a process in it.',
      );
      return { value: { uid: undefined, gid: undefined }, diagnostics: all };
    }
    if (user) {
      tell(
        user,
        'oci-unmapped',
        'error',
        'The user namespace has no mappings, so runc refuses it.',
        'Add uidMappings and gidMappings.',
      );
      return { value: { uid: undefined, gid: undefined }, diagnostics: all };
    }
    if (!namespaces) return { value: { uid: undefined, gid: undefined }, diagnostics: all };
    tell(
      namespaces,
      'oci-host-ids',
      'info',
      'No user namespace: IDs in the container are the host’s.',
      'Add { "type": "user" } and mappings.',
    );
    const side = hostIds(spanAt(source, namespaces.start, namespaces.end));
    return { value: { uid: side, gid: side }, diagnostics: all };
  }

  if (namespaces && !user) {
    const message = 'Mappings without a user namespace: runc ignores them, and IDs in the container are the host’s.';
    tell(namespaces, 'oci-no-user-namespace', 'warning', message, 'Add { "type": "user" } to the namespaces.');
    const side = hostIds(spanAt(source, namespaces.start, namespaces.end));
    return { value: { uid: side, gid: side }, diagnostics: all };
  }
  const { maps, diagnostics: ofTheKernel } = mapsOf(entries);
  all.push(...ofTheKernel);
  if (joined) {
    const message =
      'The container joins an existing namespace, and runc refuses mappings that differ from the ones of that namespace.';
    tell(joined, 'oci-joined-and-mapped', 'warning', message, 'Leave out the path or the mappings.');
  }
  for (const kind of ['uid', 'gid'] as const) {
    const side = maps[kind];
    if (namespaces && side === undefined) {
      const message = `${kind}Mappings is missing; runc refuses mappings of one kind alone.`;
      tell(given ?? root, 'oci-one-sided', 'error', message, `Give ${kind}Mappings too.`);
    } else if (side && toOutside(side, 0) === undefined) {
      all.push(rootUnmapped(kind, side));
    }
  }
  return { value: maps, diagnostics: all };
}

function rootUnmapped(kind: 'uid' | 'gid', [first]: readonly LocatedExtent[]): Diagnostic {
  return {
    code: 'oci-root-unmapped',
    severity: 'error',
    message: `${kind.toUpperCase()} 0 has no mapping; runc needs one for the container's root.`,
    hint: 'Map containerID 0.',
    ...(first && { span: first.span }),
  };
}

function typeOf(namespace: JsonNode): string | undefined {
  const type = memberOf(namespace, 'type');
  return type?.kind === 'string' ? type.value : undefined;
}
