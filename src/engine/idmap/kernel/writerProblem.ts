import type { Diagnostic } from '../../text/index.ts';
import type { LocatedExtent } from '../map/LocatedExtent.ts';
import { toOutside } from '../map/toOutside.ts';
import { kernelBefore } from './kernelBefore.ts';
import type { Writer } from './Writer.ts';
import { type WriteRule, writeRules } from './writeRules.ts';

/**
 * The first rule about the writer that stands against `extents`, whose text is in order: CAP_SETFCAP for the parent's id 0, CAP_SETUID or
 * CAP_SETGID but for one's own id, and a parent that has the ids (kernel/user_namespace.c, new_idmap_permitted and the end of map_write).
 */
export function writerProblem(extents: readonly LocatedExtent[], writer: Writer): Diagnostic | undefined {
  const kind = writer.kind ?? 'uid';
  const has = (capability: string) => writer.capabilities === undefined || writer.capabilities.includes(capability);
  const refuse = (code: WriteRule, hint: string, extent?: LocatedExtent): Diagnostic => ({
    code,
    severity: 'error',
    message: writeRules[code].says,
    hint,
    ...(extent && { span: extent.span }),
  });

  const ofRoot = extents.find((extent) => extent.outside === 0);
  if (kind === 'uid' && ofRoot && !has('CAP_SETFCAP') && !kernelBefore(writer.kernel, 5, 12)) {
    return refuse(
      'idmap-root-needs-setfcap',
      'Map another outside id, or write as a process that has CAP_SETFCAP.',
      ofRoot,
    );
  }

  const capability = kind === 'uid' ? 'CAP_SETUID' : 'CAP_SETGID';
  const [only, ...others] = extents;
  const own =
    only?.count === 1 && others.length === 0 && only.outside === (writer.id ?? 0) && isKnown(writer, only.outside);
  const excepted = own && (kind === 'uid' || writer.setgroups === 'deny');
  if (!excepted && !has(capability)) {
    if (own) return refuse('idmap-setgroups-allowed', 'Write "deny" to /proc/PID/setgroups first.', only);
    return refuse(
      'idmap-needs-capability',
      kind === 'uid'
        ? 'Let newuidmap write it: /etc/subuid grants the ids.'
        : 'Let newgidmap write it: /etc/subgid grants the ids.',
      only,
    );
  }

  const unmapped = extents.find(({ outside, count }) => !isWithinOne(writer, outside, count));
  return unmapped && refuse('idmap-outside-unmapped', "Take outside ids that the writer's own map has.", unmapped);
}

function isKnown({ parentMap }: Writer, id: number): boolean {
  return parentMap === undefined || toOutside(parentMap, id) !== undefined;
}

/** map_id_range_down: one extent of the parent must hold the whole range; two neighbours won't do. */
function isWithinOne({ parentMap }: Writer, first: number, count: number): boolean {
  if (parentMap === undefined) return true;
  return parentMap.some((extent) => first >= extent.inside && first + count <= extent.inside + extent.count);
}
