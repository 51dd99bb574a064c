import { checkWrite } from '../kernel/checkWrite.ts';
import { MAX_EXTENTS } from '../kernel/readExtents.ts';
import type { IdMap } from '../map/Extent.ts';
import type { IdKind } from '../map/NamespaceMaps.ts';
import type { PlanDiagnostic } from './Plan.ts';

/**
 * The reason where the kernel would refuse the whole map for its size: more than 340 extents (5 before Linux 4.15), or 4096 bytes in the shortest
 * way to write it (user_namespaces(7)).
 */
export function kernelLimit(map: IdMap, kind: IdKind, kernel: string | undefined): PlanDiagnostic | undefined {
  if (map.length === 0) return undefined;
  const refuse = (message: string, hint: string): PlanDiagnostic => ({
    of: 'wishes',
    code: 'solve-too-large',
    severity: 'error',
    message,
    hint,
  });
  const hint = 'Wish ids that run on inside and outside, which share an extent, or fewer.';
  // Beyond this the text would only be longer.
  const text = map
    .slice(0, MAX_EXTENTS + 1)
    .map(({ inside, outside, count }) => `${inside} ${outside} ${count}`)
    .join('\n');
  const outcome = checkWrite(text, kernel === undefined ? {} : { kernel });
  if (outcome.ok) return undefined;
  const extents = outcome.diagnostics.find(({ code }) => code === 'idmap-too-many-extents');
  if (extents) {
    const old = map.length <= MAX_EXTENTS;
    return refuse(
      `The ${kind} map takes ${map.length} extents; the kernel takes at most ${old ? '5 before Linux 4.15' : MAX_EXTENTS}.`,
      hint,
    );
  }
  if (outcome.rule === 'idmap-too-large') {
    return refuse(
      `The ${kind} map takes ${map.length} extents in ${new TextEncoder().encode(text).length} bytes; the kernel takes at most 4095 bytes in one write.`,
      hint,
    );
  }
  return refuse(`The kernel refuses the ${kind} map: ${outcome.diagnostics[0]?.message ?? outcome.errno}`, hint);
}
