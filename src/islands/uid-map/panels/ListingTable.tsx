import { Choice } from '../../../ui/Choice.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import type { Dispatch } from '../state/State.ts';
import type { ListingView } from '../words/listingViews.ts';

export interface ListingTableProps {
  listing: ListingView;
  dispatch: Dispatch;
  id: string;
}

const SEEN = [
  { value: 'host', label: 'on the host' },
  { value: 'inside', label: 'in the container' },
] as const;

/** A listing as the other side shows it: each id replaced by its counterpart, the rest as it was printed. */
export function ListingTable({ listing, dispatch, id }: ListingTableProps) {
  const { from, lines, more, text, notes, moreNotes, inside, settled } = listing;
  const title = inside ? 'The listing as the host shows it' : 'The listing as the container shows it';
  return (
    <section class="seen panel-part" data-answer="" aria-label={`${title}: lines ${from.first} to ${from.last}`}>
      <div class="seen-head">
        <h2>
          {title}{' '}
          <small>({from.first === from.last ? `line ${from.first}` : `lines ${from.first} to ${from.last}`})</small>
        </h2>
        <CopyButton text={text} label="Copy" of="the listing" />
      </div>
      {settled ? (
        <p>The listing is from the container.</p>
      ) : (
        <Choice
          name={`${id}-seen-${listing.key}`}
          legend="The listing was printed"
          options={SEEN}
          value={inside ? 'inside' : 'host'}
          onValue={(value) => dispatch({ kind: 'choose', choices: { seen: value } })}
        />
      )}
      <pre>
        {lines.map(({ segments }, index) => (
          <>
            {index > 0 && '\n'}
            {segments.map((segment) =>
              segment.was === undefined ? (
                segment.text
              ) : (
                <mark class={segment.mapped ? undefined : 'lost'} title={`was ${segment.was}`}>
                  {segment.text}
                </mark>
              ),
            )}
          </>
        ))}
      </pre>
      {more > 0 && <p>{more} more lines are in the copy.</p>}
      {notes.map(({ says }) => (
        <p key={says}>{says}</p>
      ))}
      {moreNotes > 0 && (
        <p>
          The same applies to {moreNotes} more {moreNotes === 1 ? 'ID' : 'IDs'}.
        </p>
      )}
    </section>
  );
}
