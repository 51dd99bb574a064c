import { error } from '../../text/index.ts';
import { checkWrite } from '../kernel/checkWrite.ts';
import { MAX_EXTENTS } from '../kernel/mapProblems.ts';
import type { IdKind, IdMap } from '../map/Extent.ts';
import { ofWishes, type PlanDiagnostic } from './Plan.ts';

/** The reason where the map takes more extents than the kernel: `atLeast` where the search ended before it knew how many. */
export function tooManyExtents(kind: IdKind, extents: number, atLeast: boolean, most = MAX_EXTENTS): PlanDiagnostic {
  const limit = most === MAX_EXTENTS ? `${MAX_EXTENTS}` : `${most} before Linux 4.15`;
  const needs = `${atLeast ? 'at least ' : ''}${extents} lines`;
  return tooLarge(`The ${kind.toUpperCase()} map needs ${needs}; the kernel accepts at most ${limit}.`);
}

/**
 * The reason where the kernel would refuse the map for its size: more than 340 extents (5 before Linux 4.15), or 4096 bytes in the shortest
 * way to write it (user_namespaces(7)).
 */
export function kernelLimit(map: IdMap, kind: IdKind, kernel?: string): PlanDiagnostic | undefined {
  if (map.length === 0) return undefined;
  if (map.length > MAX_EXTENTS) return tooManyExtents(kind, map.length, false);
  const text = map.map(({ inside, outside, count }) => `${inside} ${outside} ${count}`).join('\n');
  const outcome = checkWrite(text, kernel === undefined ? {} : { kernel });
  if (outcome.ok) return undefined;
  if (outcome.rule === 'idmap-too-many-extents') return tooManyExtents(kind, map.length, false, 5);
  const name = `${kind.toUpperCase()} map`;
  return tooLarge(
    outcome.rule === 'idmap-too-large'
      ? `The ${name} has ${map.length} lines in ${text.length} bytes; the kernel accepts at most 4095 bytes.`
      : `The kernel refuses the ${name}: ${outcome.diagnostics[0]?.message ?? outcome.errno}`,
  );
}

function tooLarge(message: string): PlanDiagnostic {
  const hint = 'Use fewer mappings, or mappings that are adjacent on both sides: those share a line.';
  return ofWishes(error('solve-too-large', message, hint));
}
