import { type Listing, readListing, type Seen, type SeenFile } from '../../../engine/idmap/index.ts';
import { relocateSpan } from '../../../engine/text/index.ts';
import type { Computed } from '../compute.ts';

/** What the first text shows of the host beside its maps; what was printed in a container is left out. */
export function seenOnHost(computed: Computed): Seen {
  const { reading, ids, maps, kind } = computed;
  const parts = reading.texts[0]?.parts ?? [];
  const files = filesOnHost(computed);
  const groups = reading.caller?.groups;
  const inside = ids[maps.length];
  return {
    ...(files.length > 0 && { files }),
    ...(groups && { groups }),
    ...(inside !== undefined && kind === 'uid' && { process: { uid: inside, gid: inside } }),
    ...(parts.some(({ kind: each }) => each === 'docker-info') && { dockerDesktop: reading.dockerDesktop }),
  };
}

export function filesOnHost({ reading }: Computed): SeenFile[] {
  const parts = reading.texts[0]?.parts ?? [];
  return parts.flatMap((part) => {
    if (part.kind !== 'listing' || part.where === 'container') return [];
    return filesOf(readListing(part)).map((file) => ({
      ...file,
      ...(file.span && { span: relocateSpan(file.span, part.span) }),
    }));
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
