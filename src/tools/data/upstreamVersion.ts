/** The upstream part of a Debian version: without epoch, Debian revision, and the `+dfsg1` or `+ds1` of a repacked source. */
export function upstreamVersion(version: string): string {
  return version
    .replace(/^\d+:/, '')
    .replace(/-[^-]*$/, '')
    .replace(/[+~](dfsg|ds)[\d.]*$/, '');
}
