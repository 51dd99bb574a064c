import file from '../../../content/data/messages.json' with { type: 'json' };
import { type ErrorEntry, errorEntries, mapKnown } from '../idmap/index.ts';
import { entryOf, type Known, type MessageRow, type MessageTable } from '../messages/index.ts';
import { READERS } from './messageReads.ts';

// The compiler reads a row of a table as its own type; `npm run messages` holds each to MessageRow.
const table = file as unknown as MessageTable;

/** What the files of content/messages/ may name. */
export function messageNames(): Known {
  const { readers, facts } = mapKnown();
  return { readers: { ...readers, ...READERS }, facts };
}

let made: readonly ErrorEntry[] | undefined;

/** Every message that the site knows, from those that say most to those that many programs end with. */
export function catalogue(): readonly ErrorEntry[] {
  const entries = (rows: readonly MessageRow[]) => rows.map((row) => entryOf(row, table, messageNames()));
  made ??= [...entries(table.first), ...errorEntries(), ...entries(table.last)];
  return made;
}
