/**
 * The registration of this site's worker, where there is one; `scope` is the path under which the site stands, with a slash at its end. Chromium begins no registration while
 * another is under way, and one that a closed tab has begun may never end: who finds one here need not wait for that.
 */
export async function ownRegistration(scope: string): Promise<ServiceWorkerRegistration | undefined> {
  const found = await navigator.serviceWorker.getRegistration(scope);
  // Another site's may stand above.
  return found?.scope === new URL(scope, location.href).href ? found : undefined;
}
