import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Missing } from '../../instrument/recovery/Missing.tsx';
import { MissingScript } from '../../instrument/recovery/MissingScript.tsx';
import { GrantsNeeded } from './advice/GrantsNeeded.tsx';
import { RemedyList } from './advice/RemedyList.tsx';
import { WarningList } from './advice/WarningList.tsx';
import { AnswerText } from './ask/AnswerText.tsx';
import { ExampleLinks } from './ask/ExampleLinks.tsx';
import { ExtentTable } from './ask/ExtentTable.tsx';
import { IdFields } from './ask/IdFields.tsx';
import type { Dispatch } from './Dispatch.ts';
import type { LiveView } from './liveView.ts';
import { PictureFigure } from './PictureFigure.tsx';
import type { ExtentAt } from './picture/PictureOf.ts';
import { ErrorCard } from './seen/ErrorCard.tsx';
import { ListingTable } from './seen/ListingTable.tsx';
import type { ReadView } from './select.ts';
import type { UidMapExample } from './UidMapProps.ts';

export interface ReadPanelProps {
  view: ReadView;
  /** Stands in the place of the answer. */
  missing: LiveView['missing'];
  onTryAgain: () => void;
  dispatch: Dispatch;
  id: string;
  /** The field of each text; undefined where the calculator is embedded and has none. */
  fieldId: ((text: number) => string) | undefined;
  base: string;
  /** Worked cases to begin with; the page has some. */
  examples: readonly UidMapExample[];
  foot: ComponentChildren;
}

/** What the map answers: errors explained, the id at every depth, the picture and the table, what is worth knowing, and ways out. */
export function ReadPanel({ view, missing, onTryAgain, dispatch, id, fieldId, base, examples, foot }: ReadPanelProps) {
  const [inPicture, setInPicture] = useState<ExtentAt | undefined>(undefined);
  const [inTable, setInTable] = useState<ExtentAt | undefined>(undefined);
  const tables = view.tables.map((table) => (
    <ExtentTable key={table.map} table={table} id={id} fieldId={fieldId} pointed={inPicture} onPoint={setInTable} />
  ));
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
        {missing ? (
          <Missing what="the answer" trouble={missing.trouble} onTryAgain={onTryAgain} />
        ) : (
          <AnswerText answer={view.answer} fieldId={fieldId} />
        )}
      </div>
      {!missing && view.needsExample && <ExampleLinks examples={examples} />}
      {isPage && view.grants && <GrantsNeeded grants={view.grants} base={base} />}
      {!missing && view.picture && (
        <PictureFigure picture={view.picture} id={id} pointed={inTable} onPoint={setInPicture} />
      )}
      {missing ? null : isPage ? (
        <>
          {tables}
          {view.listings.map((listing) => (
            <ListingTable key={listing.key} listing={listing} dispatch={dispatch} id={id} />
          ))}
          <WarningList items={view.warnings} fieldId={fieldId(0)} base={base} />
          <RemedyList items={view.remedies.items} title={view.remedies.title} />
        </>
      ) : (
        <details data-answer="">
          <summary>The map as a table</summary>
          {tables}
        </details>
      )}
      {foot}
    </section>
  );
}
