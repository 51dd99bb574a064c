import type { Diagnostic } from '../../text/index.ts';
import { checkWrite } from '../kernel/checkWrite.ts';
import { problemsAt } from '../kernel/mapProblems.ts';
import type { Writer } from '../kernel/Writer.ts';
import type { LocatedExtent } from '../map/Extent.ts';

/** What the kernel has against `extents` when a tool hands them over, each problem at the place that gave the extent. */
export function checkExtents(extents: readonly LocatedExtent[], writer: Writer): Diagnostic[] {
  const text = extents.map(({ inside, outside, count }) => `${inside} ${outside} ${count}\n`).join('');
  const outcome = checkWrite(text, writer);
  if (outcome.ok) return [];
  return problemsAt(
    outcome.diagnostics.filter(({ severity }) => severity === 'error'),
    extents,
  );
}
