import { type Diagnostic, error, isError, type Parsed, type Span, warning } from '../../text/index.ts';
import { EVERY_ID } from '../map/compose.ts';
import type { IdKind, NamespaceMaps } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';
import { type CrunDefault, crunDefault } from '../podman/userns/containerMaps.ts';
import { since } from '../versions/since.ts';
import { type Entry, mapsOf, UNKNOWN_MAPS } from './Entries.ts';
import type { OciRuntime } from './OciRuntime.ts';

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
export function crunMaps(entries: readonly Entry[], { of, runsAs, span }: CrunConfig): Parsed<NamespaceMaps> {
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
