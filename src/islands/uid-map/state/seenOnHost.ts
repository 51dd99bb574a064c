import { type Listing, OVERFLOW_ID, readListing, type Seen, type SeenFile } from '../../../engine/idmap/index.ts';
import { relocateSpan } from '../../../engine/text/index.ts';
import type { Computed } from './compute.ts';
import { onHost, printedAt } from './printedAt.ts';

/** What the first text shows of the host beside its maps. */
export function seenOnHost(computed: Computed): Seen {
  const { reading, ids, maps, kind } = computed;
  const parts = reading.texts[0]?.parts ?? [];
  const files = filesOnHost(computed);
  const groups = reading.caller?.groups;
  const inside = ids[maps.length];
  return {
    ...(files.length > 0 && { files }),
    ...labelsOnHost(computed),
    ...(groups && { groups }),
    ...(inside !== undefined && kind === 'uid' && { process: { uid: inside, gid: inside } }),
    ...(parts.some(({ kind: each }) => each === 'docker-info') && { dockerDesktop: reading.dockerDesktop }),
  };
}

/** The SELinux types that `ls -Z` shows, whatever the map. */
export function labelsOnHost({ reading }: Computed): Pick<Seen, 'labels'> {
  const labels = (reading.texts[0]?.parts ?? []).flatMap((part) => {
    if (part.kind !== 'listing' || part.where === 'container') return [];
    return part.content.split('\n', MOST_LABELS).flatMap((line) => labelOf(line) ?? []);
  });
  return labels.length > 0 ? { labels } : {};
}

const MOST_LABELS = 200;

/** user:role:type:level, which ls sets between the owners and the rest, and the name at the end. */
function labelOf(line: string): { path: string; type: string } | undefined {
  const type = /\s\w+_u:\w+_r:(\w+_t):s\d\S*\s/.exec(line.slice(0, 300))?.[1];
  const path = line.slice(0, 2000).trimEnd().split(/\s/).at(-1);
  return type === undefined || !path ? undefined : { path, type };
}

/** The files of every listing, with the host's ids: what a listing shows of a container's view is translated. */
export function filesOnHost(computed: Computed): SeenFile[] {
  const { reading, maps } = computed;
  const parts = reading.texts[0]?.parts ?? [];
  return parts.flatMap((part) => {
    if (part.kind !== 'listing') return [];
    const depth = maps.length === 0 ? 0 : printedAt(part, computed);
    const files = filesOf(readListing(part));
    // namei lists the way to a file, and the file last.
    return (part.tool === 'namei' ? files.slice(-1) : files).flatMap((file) => {
      // The overflow id stands for every id that the namespace lacks.
      if (depth > 0 && (file.uid === OVERFLOW_ID || file.gid === OVERFLOW_ID)) return [];
      const uid = onHost(reading.levels, 'uid', file.uid, depth);
      const gid = onHost(reading.levels, 'gid', file.gid, depth);
      if (uid === undefined || gid === undefined) return [];
      return [{ ...file, uid, gid, ...(file.span && { span: relocateSpan(file.span, part.span) }) }];
    });
  });
}

function filesOf({ rows }: Listing): SeenFile[] {
  return rows.flatMap(({ what, span, ids, file }) => {
    const uid = ids.find(({ kind }) => kind === 'uid')?.id;
    const gid = ids.find(({ kind }) => kind === 'gid')?.id;
    if (!file || uid === undefined || gid === undefined) return [];
    return [{ path: what, mode: file.modeText, uid, gid, hasAcl: file.hasAcl, hasLabel: file.hasLabel, span }];
  });
}
