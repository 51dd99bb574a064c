/**
 * The registration of this site's worker, where there is one; `scope` is the path under which the site stands, with a slash at its end. Chromium begins no registration while
 * another is under way, and one that a closed tab has begun may never end: who finds one here need not wait for that.
 */
export async function ownRegistration(scope: string): Promise<ServiceWorkerRegistration | undefined> {
  const found = await navigator.serviceWorker.getRegistration(scope);
  // Another site's may stand above.
  return found?.scope === new URL(scope, location.href).href ? found : undefined;
}

/** A size as the reader is told it: "14 MB", "2.1 MB", "90 KB". */
export function megabytes(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} KB`;
  const size = bytes / 1_000_000;
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} MB`;
}
