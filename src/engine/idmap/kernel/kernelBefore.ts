/** True where `release` ("5.10.0-28-amd64") is older than `major.minor`; a release that can't be read, or none, counts as today's. */
export function kernelBefore(release: string | undefined, major: number, minor: number): boolean {
  const match = /^(\d+)\.(\d+)/.exec(release ?? '');
  if (!match) return false;
  const [foundMajor, foundMinor] = [Number(match[1]), Number(match[2])];
  return foundMajor < major || (foundMajor === major && foundMinor < minor);
}
