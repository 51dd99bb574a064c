/** A release as upstream numbers it: "26.1.5" of "26.1.5+dfsg1", "1.0.0-rc93" of "1.0.0~rc93+ds1"; undefined for what begins with no release. */
export function upstreamRelease(release = ''): string | undefined {
  const [, numbers, candidate] = /^v?(\d+(?:\.\d+)+)(?:[-~]rc\.?(\d+))?/.exec(release) ?? [];
  return numbers === undefined || candidate === undefined ? numbers : `${numbers}-rc${candidate}`;
}
