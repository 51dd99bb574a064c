import { applyEdits, type Edit, sourceText } from '../../../engine/text/index.ts';
import type { DiffLine } from '../state/Question.ts';

/** Lines shown before and behind a change. */
const AROUND = 2;

/** What edits change of a text, line by line, in stretches with two lines around each; none for no edit. */
export function diffLines(text: string, edits: readonly Edit[]): DiffLine[][] {
  const before = text.split('\n');
  const { lineStarts } = sourceText(text);
  const lineAt = (offset: number) => lineStarts.findLastIndex((start) => start <= offset);
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  const stretches: { first: number; last: number; edits: Edit[] }[] = [];
  for (const edit of sorted) {
    const first = lineAt(edit.start);
    const last = lineAt(edit.end);
    const open = stretches.at(-1);
    if (open && first - open.last <= 2 * AROUND) {
      open.last = Math.max(open.last, last);
      open.edits.push(edit);
    } else stretches.push({ first, last, edits: [edit] });
  }
  let shift = 0;
  return stretches.map(({ first, last, edits: own }) => {
    const start = lineStarts[first] ?? 0;
    const end = (lineStarts[last + 1] ?? text.length + 1) - 1;
    const old = text.slice(start, end).split('\n');
    const changed = applyEdits(
      text.slice(start, end),
      own.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })),
    ).split('\n');
    const lines = [
      ...context(before, first - AROUND, first, shift),
      ...changedLines(old, changed, first, shift),
      ...context(before, last + 1, last + 1 + AROUND, shift + changed.length - old.length),
    ];
    shift += changed.length - old.length;
    return lines;
  });
}

function context(before: readonly string[], from: number, to: number, shift: number): DiffLine[] {
  const first = Math.max(from, 0);
  return before.slice(first, Math.max(to, 0)).map((text, at) => ({ mark: ' ', line: first + at + 1 + shift, text }));
}

/** What both have alike at the beginning and at the end is no change. */
function changedLines(old: readonly string[], changed: readonly string[], first: number, shift: number): DiffLine[] {
  const most = Math.min(old.length, changed.length);
  let head = 0;
  while (head < most && old[head] === changed[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === changed[changed.length - 1 - tail]) tail += 1;
  const kept = (lines: readonly string[], from: number, to: number): DiffLine[] =>
    lines.slice(from, to).map((text, at) => ({ mark: ' ', line: first + from + at + 1 + shift, text }));
  return [
    ...kept(changed, 0, head),
    ...old
      .slice(head, old.length - tail)
      .map((text, at): DiffLine => ({ mark: '-', line: first + head + at + 1, text })),
    ...changed
      .slice(head, changed.length - tail)
      .map((text, at): DiffLine => ({ mark: '+', line: first + head + at + 1 + shift, text })),
    ...kept(changed, changed.length - tail, changed.length),
  ];
}
