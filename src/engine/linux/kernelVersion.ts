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
