/** Why something did not load: the site could not be reached, or it answers and this one file does not come. */
export type Trouble = 'unreachable' | 'refused';

/** Asks the site for this page's head: what tells a lost connection from a file that is gone since a newer build took its place. */
export async function troubleNow(): Promise<Trouble> {
  if (!navigator.onLine) return 'unreachable';
  try {
    const { ok } = await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
    return ok ? 'refused' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}
