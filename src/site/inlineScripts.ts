import { createHash } from 'node:crypto';
import { newestKey } from '../instrument/address/tabStore.ts';

/**
 * Runs before anything is drawn: takes the reader's theme from storage, so that no page flashes in the other one, says that scripts run, so that what needs them is
 * shown, and that the address holds a state (holdsState.ts), so that no instrument shows what it was served with. Without storage (private windows) the system's
 * theme holds.
 */
export const earlyScript =
  "{const r=document.documentElement;r.classList.add('js');try{const t=localStorage.getItem('theme');if(t==='light'||t==='dark')r.dataset.theme=t}catch{}if(location.hash.includes('='))r.dataset.opening='frame'}";

/**
 * Runs on an instrument's page: who comes back to it without a state, by the menu, finds the newest one with a text of their own that the tab has, for it
 * is put into the address, which opens it. Back and reload show what was there. Inline, so that no script is asked for before the reader turns to the
 * instrument.
 */
export const returnScript = `{try{const [n]=performance.getEntriesByType('navigation');if(location.hash===''&&(!n||n.type==='navigate')){const s=sessionStorage.getItem(${JSON.stringify(newestKey(''))}+location.pathname);if(s){document.documentElement.dataset.opening='frame';location.replace('#'+s)}}}catch{}}`;

/**
 * Goes on from a page that has moved, by its link, with the query and the fragment that the reader came with: a meta refresh drops both. In its place, so that the way
 * back doesn't end there.
 */
export const leadOnScript =
  '{const u=new URL(document.getElementById("on").href);u.search=location.search;if(location.hash)u.hash=location.hash;location.replace(u)}';

/** The hash by which a strict Content-Security-Policy lets this inline script or style in. */
export function hashOf(text: string): `sha256-${string}` {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
