import { type ErrorEntry, errorEntries } from '../../idmap/index.ts';

/** Every message that the site knows, from those that say most to those that many programs end with. */
export const catalogue = (): readonly ErrorEntry[] => errorEntries();
