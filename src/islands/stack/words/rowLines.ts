import { listed, type Phrase } from '../../../ui/Phrase.ts';
import type { Answer, Entry, Line } from '../state/Reply.ts';

/** What the table says of the stack that a link names, as a sentence of the card, and where the checker shows it. */
export function rowLines({ columns, rows }: Pick<Answer, 'columns' | 'rows'>, stack: string | undefined): Line[] {
  const row = rows.find((each) => each.stack === stack);
  if (row === undefined) return [];
  const cells = row.cells.map((entries, at): Phrase => {
    const said = listed(entries.map(entryWords), 'or');
    return [` · ${columns[at]?.label}: `, ...said];
  });
  const leads = row.cells[0]?.[0]?.leads;
  const inChecker = leads?.to === 'checker' && { leads: { ...leads, label: 'Open in the profile checker' } };
  return [{ words: [row.label, ...cells.flat(), '.'], ...inChecker }];
}

const entryWords = ({ words, note }: Entry): Phrase => (note ? [...words, ' (', ...note, ')'] : words);
