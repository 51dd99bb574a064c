import type { Diagnostic } from '../../text/index.ts';
import type { LocatedExtent } from '../map/LocatedExtent.ts';
import { extentProblem } from './extentProblem.ts';

/** Extents that one map can hold (UID_GID_MAP_MAX_EXTENTS); before Linux 4.15 it was 5 (user_namespaces(7)). */
export const MAX_EXTENTS = 340;

/** The kernel refuses a write of a page or more; 4096 bytes is the page of x86-64 and most others. */
export const PAGE_SIZE = 4096;

/** What the kernel has against a map that a tool hands it, extent by extent, whatever the tool's own rules. */
export function mapProblems(extents: readonly LocatedExtent[]): Diagnostic[] {
  const sound: LocatedExtent[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const extent of extents.slice(0, MAX_EXTENTS)) {
    const problem = extentProblem(extent, sound);
    if (problem) diagnostics.push(problem);
    else sound.push(extent);
  }
  const beyond = extents[MAX_EXTENTS];
  if (beyond) {
    diagnostics.push({
      code: 'idmap-too-many-extents',
      severity: 'error',
      message: `This is line ${MAX_EXTENTS + 1}; a map has at most ${MAX_EXTENTS} lines.`,
      hint: 'Merge adjacent ranges, or remove some.',
      span: beyond.span,
    });
  }
  return diagnostics;
}
