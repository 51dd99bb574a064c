/**
 * The candidates that `word` was most likely meant to be, best first; empty where none is near. Case, and a prefix left out (`ALLOW` for
 * `SCMP_ACT_ALLOW`), count for nothing; else at most a third of the letters may differ, a swap of two neighbours counting as one.
 */
export function nearest(word: string, candidates: readonly string[]): readonly string[] {
  const wanted = word.toLowerCase();
  if (wanted === '' || wanted.length > 64) return [];
  const suffix = `_${wanted}`;
  const same = candidates.filter((candidate) => {
    const lower = candidate.toLowerCase();
    return lower === wanted || lower.endsWith(suffix);
  });
  if (same.length > 0) return same.sort((a, b) => a.length - b.length).slice(0, 1);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const letters = new Set(wanted);
  return candidates
    .filter(({ length }) => Math.abs(length - wanted.length) <= limit)
    .filter((candidate) => sharesLetters(letters, candidate.toLowerCase(), limit))
    .map((candidate) => ({ candidate, distance: distance(wanted, candidate.toLowerCase(), limit) }))
    .filter((scored) => scored.distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Whether no more letters of the word than `limit` miss in the other: each of them is a difference. It spares most words the table below. */
function sharesLetters(letters: ReadonlySet<string>, other: string, limit: number): boolean {
  let missing = 0;
  for (const letter of letters) if (!other.includes(letter)) missing += 1;
  return missing <= limit;
}

/** Damerau's distance in its restricted form, from 0; `limit + 1` for anything farther. */
function distance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min(substitution, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        best = Math.min(best, (before[column - 2] ?? best) + 1);
      current.push(best);
    }
    if (Math.min(...current) > limit) return limit + 1;
    before = above;
    above = current;
  }
  return above[b.length] ?? limit + 1;
}
