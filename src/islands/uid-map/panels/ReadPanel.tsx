import type { ComponentChildren } from 'preact';
import { MissingScript } from '../../../instrument/recovery/Missing.tsx';
import type { Dispatch } from '../state/State.ts';
import type { ReadView } from '../words/select.ts';
import { GrantsNeeded, RemedyList, WarningList } from './AdviceLists.tsx';
import { AnswerText } from './AnswerText.tsx';
import { ErrorCard } from './ErrorCard.tsx';
import { ExampleLinks, type UidMapExample } from './ExampleLinks.tsx';
import { IdFields } from './IdFields.tsx';
import { ListingTable } from './ListingTable.tsx';
import { MapViews } from './MapViews.tsx';

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
