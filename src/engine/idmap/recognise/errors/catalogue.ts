import file from '../../../../../content/data/messages.json' with { type: 'json' };
import { type ErrorEntry, entryOf, type MessageTable } from '../../../messages/index.ts';
import { MAP_FACTS, MAP_READERS } from './mapReaders.ts';

// The compiler reads a row of a table as its own type; `npm run messages` holds each to MessageRow.
export const MESSAGES = file as unknown as MessageTable;

/** Every message that is explained, from the messages that say most to those that many programs end with. */
export const CATALOGUE: readonly ErrorEntry[] = MESSAGES.maps.map((row) =>
  entryOf(row, MESSAGES, { readers: MAP_READERS, facts: MAP_FACTS }),
);

/** The same, for a door that a page opens later (`inPage.ts`). */
export const errorEntries = (): readonly ErrorEntry[] => CATALOGUE;
