/**
 * Whether `release` is `since` or newer: the numbers count, one after the other, and what is left out is 0; a release candidate
 * ("1.0.0-rc93", "7.3-rc6") is older than its release. What Debian adds ("+dfsg1", "-2", "~ds1") and what has no number does not count.
 */
export function isSince(release: string, since: string): boolean {
  return compareReleases(release, since) >= 0;
}

/** Below 0 where `a` is the older release, above 0 where it is the newer one, 0 where both are the same. */
export function compareReleases(a: string, b: string): number {
  const [before, after] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(before.numbers.length, after.numbers.length); at += 1) {
    const difference = (before.numbers[at] ?? 0) - (after.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return before.candidate === after.candidate ? 0 : before.candidate - after.candidate;
}

/** The numbers of a release, and its candidate's; Infinity where it is the release itself. */
function partsOf(release: string): { numbers: readonly number[]; candidate: number } {
  const [, dotted = '', candidate] = /^\s*v?(\d+(?:\.\d+)*)(?:[-~.+]?rc\.?(\d+))?/i.exec(release) ?? [];
  const numbers = dotted === '' ? [] : dotted.split('.').map(Number);
  return { numbers, candidate: candidate === undefined ? Number.POSITIVE_INFINITY : Number(candidate) };
}

/** moby's kernelGreaterEqualThan: the first two numbers count, "6.12-rc1" is 6.12; an empty `minimum` is any. */
export function isAtLeast(kernel: string, minimum: string): boolean {
  const [major = 0, minor = 0] = kernelVersion(kernel) ?? [];
  const [wantedMajor = 0, wantedMinor = 0] = kernelVersion(minimum) ?? [];
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** Major and minor version; undefined for what moby can't read as a kernel's release. */
export function kernelVersion(release: string): readonly number[] | undefined {
  return /^\s*(\d+)\.(\d+)/.exec(release)?.slice(1).map(Number);
}
