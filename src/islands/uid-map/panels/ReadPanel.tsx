import type { ComponentChildren } from 'preact';
import { MissingScript } from '../../../instrument/recovery/Missing.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { CodeText } from '../../../ui/CodeText.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { LineLink } from '../../../ui/PhraseText.tsx';
import type { Dispatch } from '../state/State.ts';
import type { ErrorView } from '../words/errorViews.ts';
import type { IdField, ListingView, ReadView } from '../words/select.ts';
import { GrantsNeeded, RemedyList, WarningList } from './AdviceLists.tsx';
import { AnswerText, ExampleLinks, MapViews, type UidMapExample } from './MapViews.tsx';

interface ListingTableProps {
  listing: ListingView;
  dispatch: Dispatch;
  id: string;
}

const SEEN = [
  { value: 'host', label: 'on the host' },
  { value: 'inside', label: 'in the container' },
] as const;

/** A listing as the other side shows it: each id replaced by its counterpart, the rest as it was printed. */
function ListingTable({ listing, dispatch, id }: ListingTableProps) {
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

interface ErrorCardProps {
  error: ErrorView;
  dispatch: Dispatch;
  base: string;
  /** What to check is shown at once. */
  open: boolean;
  /** The field that the message stands in; undefined where there is none. */
  fieldId: string | undefined;
}

/** An error message in plain words: who said no, what it means, and what to look at. */
function ErrorCard({ error, dispatch, base, open, fieldId }: ErrorCardProps) {
  const { who, says, here, ask, make, next, learn, line, offset } = error;
  return (
    <section class="error-card" data-answer="" aria-label={`The error of line ${line}`}>
      <p>
        {fieldId && (
          <>
            <LineLink line={line} offset={offset} fieldId={fieldId} />:{' '}
          </>
        )}
        <span class="who">Who said no: {who}.</span> {says}
      </p>
      {here && <p>{here}</p>}
      {next.length > 0 && (
        <details open={open}>
          <summary>What to check</summary>
          <ul>
            {next.map(({ why, command }) => (
              <li key={why}>
                {why}
                {command && (
                  <span class="next-command">
                    <CodeText text={command} /> <CopyButton text={command} label="Copy" of={command} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="error-foot">
        {ask && (
          <button type="button" class="btn" onClick={() => dispatch({ kind: 'choose', choices: ask.choices })}>
            {ask.label}
          </button>
        )}
        {make && <a href={`#${make}`}>Make this map</a>}
        <span>
          Read on: <a href={base + learn.path}>{learn.title}</a>
        </span>
      </p>
    </section>
  );
}

const KINDS = [
  { value: 'uid', label: 'user' },
  { value: 'gid', label: 'group' },
] as const;

interface IdFieldsProps {
  fields: readonly IdField[];
  kind: 'uid' | 'gid';
  dispatch: Dispatch;
  id: string;
}

/** The id at every depth, innermost first; typing in one answers the others. */
function IdFields({ fields, kind, dispatch, id }: IdFieldsProps) {
  return (
    <div class="id-fields">
      <Choice
        name={`${id}-kind`}
        legend="Kind of ID"
        hideLegend
        class="id-kind"
        options={KINDS}
        value={kind}
        onValue={(value) => dispatch({ kind: 'choose', choices: { kind: value } })}
      />
      {fields.map((field) => (
        <div class="id-field" key={field.key}>
          <label for={`${id}-${field.key}`}>{field.label}</label>
          <input
            id={`${id}-${field.key}`}
            class="in"
            inputMode="numeric"
            autocomplete="off"
            spellcheck={false}
            value={field.value}
            placeholder={field.placeholder}
            aria-invalid={field.invalid || undefined}
            aria-describedby={`${id}-answer`}
            data-echo={field.asked ? undefined : ''}
            onInput={(event) =>
              dispatch({ kind: 'choose', choices: { side: field.side, id: event.currentTarget.value } })
            }
          />
        </div>
      ))}
    </div>
  );
}

export interface ReadPanelProps {
  view: ReadView;
  /** Which other stack answers otherwise. */
  other: ComponentChildren;
  /** Stands in the place of the answer. */
  missing: ComponentChildren;
  dispatch: Dispatch;
  id: string;
  /** The field of each text; undefined where the calculator is embedded and has none. */
  fieldId: ((text: number) => string) | undefined;
  base: string;
  /** Worked cases to begin with; none where it is embedded, for the text is the author's. */
  examples: readonly UidMapExample[];
  foot: ComponentChildren;
}

/** What the map answers: errors explained, the id at every depth, the picture and the table, what is worth knowing, and ways out. */
export function ReadPanel({ view, other, missing, dispatch, id, fieldId, base, examples, foot }: ReadPanelProps) {
  const isPage = fieldId !== undefined;
  return (
    <section class="panel uid-map-answer" aria-label={isPage ? 'Answer' : undefined}>
      {view.errors.map((error, index) => (
        <ErrorCard
          key={error.key}
          error={error}
          dispatch={dispatch}
          base={base}
          open={index === 0}
          fieldId={fieldId?.(0)}
        />
      ))}
      <IdFields fields={view.fields} kind={view.kind} dispatch={dispatch} id={id} />
      <MissingScript of="the UID map" />
      <div id={`${id}-answer`} data-answer="">
        {missing ?? <AnswerText answer={view.answer} fieldId={fieldId} />}
      </div>
      {other}
      {!missing && view.needsExample && <ExampleLinks examples={examples} />}
      {isPage && view.grants && <GrantsNeeded grants={view.grants} base={base} />}
      {!missing && <MapViews picture={view.picture} tables={view.tables} id={id} fieldId={fieldId} folded={!isPage} />}
      {!missing && isPage && (
        <>
          {view.listings.map((listing) => (
            <ListingTable key={listing.key} listing={listing} dispatch={dispatch} id={id} />
          ))}
          <WarningList items={view.warnings} fieldId={fieldId(0)} base={base} />
          <RemedyList items={view.remedies.items} title={view.remedies.title} />
        </>
      )}
      {foot}
    </section>
  );
}
