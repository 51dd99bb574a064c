import type { ShadowLine } from './readShadowFile.ts';

/**
 * The lines in the order in which useradd leaves them: by start, count and owner, those that are no range last (and turned round by a comparison
 * that has no order for them); from the first line that begins with + or - on, nothing moves (shadow 4.17.4, lib/commonio.c, commonio_sort;
 * lib/subordinateio.c, subordinate_range_cmp; the merge sort of glibc 2.41's qsort).
 */
export function sortAsShadow(lines: readonly ShadowLine[]): ShadowLine[] {
  const nis = lines.findIndex(({ skipped }) => skipped === 'nis');
  const end = nis === -1 ? lines.length : nis;
  return [...mergeSort(lines.slice(0, end)), ...lines.slice(end)];
}

function mergeSort(lines: readonly ShadowLine[]): readonly ShadowLine[] {
  // Without any range every merge takes the right half first.
  if (lines.every(({ range }) => !range)) return [...lines].reverse();
  const sorted = [...lines];
  const merged = [...lines];
  const sort = (start: number, end: number) => {
    if (end - start <= 1) return;
    const middle = start + ((end - start) >> 1);
    sort(start, middle);
    sort(middle, end);
    let [at, other] = [start, middle];
    for (let to = start; to < end; to += 1) {
      const [a, b] = [at < middle ? sorted[at] : undefined, other < end ? sorted[other] : undefined];
      const next = a && (!b || compare(a, b) <= 0) ? a : b;
      if (!next) break;
      merged[to] = next;
      if (next === a) at += 1;
      else other += 1;
    }
    for (let to = start; to < end; to += 1) {
      const next = merged[to];
      if (next) sorted[to] = next;
    }
  };
  sort(0, sorted.length);
  return sorted;
}

function compare({ range: a }: ShadowLine, { range: b }: ShadowLine): number {
  if (!a) return 1;
  if (!b) return -1;
  if (a.start !== b.start) return a.start < b.start ? -1 : 1;
  if (a.count !== b.count) return a.count < b.count ? -1 : 1;
  return compareBytes(a.owner, b.owner);
}

/** strcmp(3): the order of UTF-8 bytes is that of code points. */
function compareBytes(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < left.length && at < right.length; at += 1) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
