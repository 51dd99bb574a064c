/** Where an internal path (`/play/uid-map/#id=33`) is on this build, which may stand under a sub-path (BASE_PATH). */
export function href(path: `/${string}`): string {
  return `${import.meta.env.BASE_URL.replace(/\/$/, '')}${path}`;
}
