import { Chip } from '../../../ui/Chip.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import type { Answer, Entry } from '../state/State.ts';
import { LeadLink, type Pages } from './LeadLink.tsx';

export interface StackRowsProps {
  table: Pick<Answer, 'caption' | 'columns' | 'rows'>;
  pages: Pages;
  notes: StackNotes;
  /** The stack that a link names. */
  current?: string | undefined;
}

/** By a stack's id when it came, "2021-10", and what of it was tested: a page's own table of stacks is without. */
export type StackNotes = Readonly<Record<string, { month: string; tested: string }>>;

/** The stacks, the newest first, with what is said of each; every cell leads to the state that shows it. Where it is narrow, each row is a card with its cells where those of every other card are. */
export function StackRows({ table: { caption, columns, rows }, pages, notes, current }: StackRowsProps) {
  const led = new Set<string>();
  const isAgain = ({ leads }: Entry) => leads !== undefined && led.size === led.add(leads.fragment).size;
  return (
    <table class="answer-rows stack-rows">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Stack</th>
          {columns.map(({ id, label }) => (
            <th key={id} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ stack, label, parts, cells }) => (
          <tr key={stack} aria-current={stack === current ? 'true' : undefined}>
            <th scope="row">
              {label}{' '}
              {parts !== '' && notes[stack] && (
                <small>
                  <time dateTime={notes[stack].month}>{notes[stack].month}</time> ·{' '}
                  <span class="tested">{notes[stack].tested}</span>{' '}
                </small>
              )}
              {parts !== '' && <small>{parts}</small>}
            </th>
            {cells.map((entries, at) => (
              <td key={columns[at]?.id} data-label={columns[at]?.label}>
                {entries.map((entry, index) => (
                  <EntryText key={index} entry={entry} pages={pages} again={isAgain(entry)} />
                ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface EntryTextProps {
  entry: Entry;
  pages: Pages;
  again: boolean;
}

function EntryText({ entry: { words, tone, note, leads }, pages, again }: EntryTextProps) {
  const text = <PhraseText phrase={words} fieldId={undefined} />;
  return (
    <span class="entry">
      <LeadLink leads={leads} pages={pages} again={again}>
        {tone === undefined ? text : <Chip tone={tone}>{text}</Chip>}
      </LeadLink>{' '}
      {note && (
        <small>
          <PhraseText phrase={note} fieldId={undefined} />
        </small>
      )}
    </span>
  );
}
