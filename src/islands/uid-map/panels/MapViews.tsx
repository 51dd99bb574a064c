import { useState } from 'preact/hooks';
import type { ExtentTableView } from '../words/extentRows.ts';
import type { ExtentAt } from '../words/picture/PictureOf.ts';
import type { PictureView } from '../words/picture/pictureViewOf.ts';
import { ExtentTable, type ExtentTableProps } from './ExtentTable.tsx';
import { PictureFigure } from './picture/PictureFigure.tsx';

export interface MapViewsProps extends Pick<ExtentTableProps, 'id' | 'fieldId'> {
  picture: PictureView | undefined;
  tables: readonly ExtentTableView[];
  /** The tables are folded. */
  folded?: boolean;
}

/** A map as a picture and as tables: what is pointed at in one is lit in the other. */
export function MapViews({ picture, tables, id, fieldId, folded = false }: MapViewsProps) {
  const [inPicture, setInPicture] = useState<ExtentAt | undefined>(undefined);
  const [inTable, setInTable] = useState<ExtentAt | undefined>(undefined);
  const shown = tables.map((table) => (
    <ExtentTable key={table.map} table={table} id={id} fieldId={fieldId} pointed={inPicture} onPoint={setInTable} />
  ));
  return (
    <>
      {picture && <PictureFigure picture={picture} id={id} pointed={inTable} onPoint={setInPicture} />}
      {folded ? (
        <details data-answer="">
          <summary>The map as a table</summary>
          {shown}
        </details>
      ) : (
        shown
      )}
    </>
  );
}
