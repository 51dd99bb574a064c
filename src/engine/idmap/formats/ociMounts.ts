import {
  type Diagnostic,
  error,
  type JsonNode,
  memberOf,
  parsePieces,
  sourceText,
  spanAt,
  warning,
} from '../../text/index.ts';
import { mapProblems } from '../kernel/mapProblems.ts';
import type { IdKind, LocatedExtent, NamespaceMaps } from '../map/Extent.ts';
import { toInside, toOutside } from '../map/toOutside.ts';
import { since } from '../versions/programWords.ts';
import { type OciRuntime, readOciList } from './jsonExtents.ts';

/** A mount of a config.json that has a map of its own: ids on the disk inside, ids of the host outside. */
export interface OciMount {
  destination: string;
  maps: NamespaceMaps;
}

/**
 * The idmapped mounts of a config.json: mounts[].uidMappings and gidMappings, whose containerID is an id on the disk and hostID the host's that it
 * counts as (runtime-spec, config.md, “Mounts”), or the option idmap or ridmap, which takes the container's map. runc before 1.2 and crun 0.17 pass over both; seen with
 * runc 1.0 to 1.4.3 and crun 0.17 to 1.28. A mount that the runtime refuses is an error.
 */
export function ociMounts(
  text: string,
  { runtime, versions }: OciRuntime,
  container: NamespaceMaps,
): { mounts: OciMount[]; diagnostics: Diagnostic[] } {
  const source = sourceText(text);
  const list = memberOf(parsePieces(text).value, 'mounts');
  const recursive = runtime === 'runc' || since('crun', 'ridmap', versions);
  const mounts: OciMount[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const mount of list?.kind === 'array' ? list.items : []) {
    const lists = { uid: memberOf(mount, 'uidMappings'), gid: memberOf(mount, 'gidMappings') };
    const option = hasOption(mount, recursive);
    if (!lists.uid && !lists.gid && !option) continue;
    const destination = stringOf(memberOf(mount, 'destination'));
    const span = spanAt(source, mount.start, mount.end);
    if (!since(runtime, 'idmapped-mounts', versions)) {
      const message = `This ${runtime} ignores the mappings of ${destination}: the mount is a plain one.`;
      diagnostics.push(warning('oci-mount-ignored', message, 'Use runc 1.2 or later, or crun 1.8.', span));
      continue;
    }
    if (!lists.uid && !lists.gid) {
      mounts.push({ destination, maps: container });
      continue;
    }
    const read = { uid: listOf(lists.uid), gid: listOf(lists.gid) };
    if (runtime === 'crun' && lengthOf(lists.uid) + lengthOf(lists.gid) === 0) continue;
    if (lengthOf(lists.uid) === 0 || lengthOf(lists.gid) === 0) {
      const message = `The mount on ${destination} lacks mappings for UIDs, GIDs or both; ${runtime} refuses it.`;
      diagnostics.push(error('oci-mount-one-sided', message, 'Give uidMappings and gidMappings.', span));
      continue;
    }
    const problems = [
      ...read.uid.diagnostics,
      ...read.gid.diagnostics,
      ...mapProblems(read.uid.extents),
      ...mapProblems(read.gid.extents),
    ];
    diagnostics.push(...problems);
    if (problems.length === 0) mounts.push({ destination, maps: { uid: read.uid.extents, gid: read.gid.extents } });
  }
  return { mounts, diagnostics };

  function listOf(node: JsonNode | undefined): { extents: LocatedExtent[]; diagnostics: Diagnostic[] } {
    return node ? readOciList(source, node) : { extents: [], diagnostics: [] };
  }
}

/** What the container sees of an id on the disk below an idmapped mount; undefined: the overflow id. */
export function shownInMount(
  { maps }: OciMount,
  container: NamespaceMaps,
  kind: IdKind,
  onDisk: number,
): number | undefined {
  const onHost = toOutside(maps[kind] ?? [], onDisk);
  return onHost === undefined ? undefined : toInside(container[kind] ?? [], onHost);
}

function hasOption(mount: JsonNode, recursive: boolean): boolean {
  const options = memberOf(mount, 'options');
  const words = options?.kind === 'array' ? options.items.map(stringOf) : [];
  return words.includes('idmap') || (recursive && words.includes('ridmap'));
}

function stringOf(node: JsonNode | undefined): string {
  return node?.kind === 'string' ? node.value : '';
}

function lengthOf(node: JsonNode | undefined): number {
  return node?.kind === 'array' ? node.items.length : 0;
}
