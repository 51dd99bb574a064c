import file from '../../../../../content/data/messages.json' with { type: 'json' };
import { type ErrorEntry, entryOf, type MessageTable } from '../../../messages/index.ts';
import { mapKnown } from './mapKnown.ts';

// The compiler reads a row of a table as its own type; `npm run messages` holds each to MessageRow.
export const MESSAGES = file as unknown as MessageTable;

/** Every message that is explained, from the messages that say most to those that many programs end with. */
export const CATALOGUE: readonly ErrorEntry[] = MESSAGES.maps.map((row) => entryOf(row, MESSAGES, mapKnown()));

/** The same, for a door that a page opens later (`inPage.ts`). */
export const errorEntries = (): readonly ErrorEntry[] => CATALOGUE;
