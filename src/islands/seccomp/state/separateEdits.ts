import type { Diagnostic, Edit } from '../../../engine/text/index.ts';

/** The edits of every fix that overlaps none before it. */
export function separateEdits(problems: readonly Diagnostic[]): Edit[] {
  const taken: Edit[] = [];
  for (const { fix } of problems) {
    const free = fix?.every((edit) => taken.every(({ start, end }) => edit.end <= start || edit.start >= end));
    if (fix && free) taken.push(...fix);
  }
  return taken;
}
