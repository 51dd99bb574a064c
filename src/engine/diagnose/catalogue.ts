import file from '../../../content/data/messages.json' with { type: 'json' };
import { type ErrorEntry, errorEntries, MAP_FACTS, MAP_READERS } from '../idmap/index.ts';
import { entryOf, type MessageRow, type MessageTable } from '../messages/index.ts';
import { READERS } from './messageReads.ts';

/** What the files of content/messages/ may name. */
export const MESSAGE_NAMES = { readers: Object.keys({ ...MAP_READERS, ...READERS }), facts: Object.keys(MAP_FACTS) };

// The compiler reads a row of a table as its own type; `npm run messages` holds each to MessageRow.
const table = file as unknown as MessageTable;
const entries = (rows: readonly MessageRow[]): readonly ErrorEntry[] =>
  rows.map((row) => entryOf(row, table, { readers: READERS, facts: MAP_FACTS }));
const [FIRST, LAST] = [entries(table.first), entries(table.last)];

/** Every message that the site knows, from those that say most to those that many programs end with. */
export const catalogue = (): readonly ErrorEntry[] => [...FIRST, ...errorEntries(), ...LAST];
