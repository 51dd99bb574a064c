/** The first line in which two texts differ, from 1, with both sides; undefined where they are the same. A missing line is undefined. */
export function firstDifference(
  found: string,
  expected: string,
): { line: number; found: string | undefined; expected: string | undefined } | undefined {
  if (found === expected) return undefined;
  const left = found.split('\n');
  const right = expected.split('\n');
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    if (left[at] !== right[at]) return { line: at + 1, found: left[at], expected: right[at] };
  }
  return undefined;
}
