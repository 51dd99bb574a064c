import { error } from '../../text/index.ts';
import { checkWrite } from '../kernel/checkWrite.ts';
import { MAX_EXTENTS } from '../kernel/mapProblems.ts';
import type { IdKind, IdMap } from '../map/Extent.ts';
import type { PlanDiagnostic } from './Plan.ts';

const HINT = 'Use fewer mappings, or mappings that are adjacent on both sides: those share a line.';

/** The reason where the map takes more than 340 extents. */
export function tooManyExtents(
  kind: IdKind,
  extents: number,
  atLeast: boolean,
  most: number = MAX_EXTENTS,
): PlanDiagnostic {
  const limit = most === MAX_EXTENTS ? `${MAX_EXTENTS}` : `${most} before Linux 4.15`;
  return refuse(
    `The ${kind.toUpperCase()} map needs ${atLeast ? 'at least ' : ''}${extents} lines; the kernel accepts at most ${limit}.`,
    HINT,
  );
}

/**
 * The reason where the kernel would refuse the whole map for its size: more than 340 extents (5 before Linux 4.15), or 4096 bytes in the shortest
 * way to write it (user_namespaces(7)).
 */
export function kernelLimit(map: IdMap, kind: IdKind, kernel: string | undefined): PlanDiagnostic | undefined {
  if (map.length === 0) return undefined;
  if (map.length > MAX_EXTENTS) return tooManyExtents(kind, map.length, false);
  const text = map.map(({ inside, outside, count }) => `${inside} ${outside} ${count}`).join('\n');
  const outcome = checkWrite(text, kernel === undefined ? {} : { kernel });
  if (outcome.ok) return undefined;
  switch (outcome.rule) {
    case 'idmap-too-many-extents':
      return tooManyExtents(kind, map.length, false, 5);
    case 'idmap-too-large':
      return refuse(
        `The ${kind.toUpperCase()} map has ${map.length} lines in ${text.length} bytes; the kernel accepts at most 4095 bytes.`,
        HINT,
      );
    default:
      return refuse(
        `The kernel refuses the ${kind.toUpperCase()} map: ${outcome.diagnostics[0]?.message ?? outcome.errno}`,
        HINT,
      );
  }
}

function refuse(message: string, hint: string): PlanDiagnostic {
  return { of: 'wishes', ...error('solve-too-large', message, hint) };
}
