/** A path of this site with the origin of the build (SITE_URL), for links that leave the page; the path alone where the build knows none. */
export function withOrigin(path: string, site: URL | undefined): string {
  return site === undefined ? path : new URL(path, site).href;
}
