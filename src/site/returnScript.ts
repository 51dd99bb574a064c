import { newestKey } from '../instrument/address/tabStore.ts';

/**
 * Runs on an instrument's page: who comes back to it without a state, by the menu, finds the newest one with a text of their own that the tab has, for it
 * is put into the address, which opens it. Back and reload show what was there. Inline, so that no script is asked for before the reader turns to the
 * instrument.
 */
export const returnScript = `{try{const [n]=performance.getEntriesByType('navigation');if(location.hash===''&&(!n||n.type==='navigate')){const s=sessionStorage.getItem(${JSON.stringify(newestKey(''))}+location.pathname);if(s)location.replace('#'+s)}}catch{}}`;
