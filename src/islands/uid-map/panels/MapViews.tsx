import { useEffect, useState } from 'preact/hooks';
import type { UidMapLink } from '../../../share/uidMapLink.ts';
import { LineLink, PhraseText } from '../../../ui/PhraseText.tsx';
import type { AnswerView } from '../words/answerView.ts';
import type { ExtentRow, ExtentTableView } from '../words/extentRows.ts';
import { type ExtentAt, sameExtent } from '../words/picture/layout.ts';
import type { PictureView } from '../words/picture/pictureViewOf.ts';
import { Picture } from './picture/Picture.tsx';
import {
  firstOf,
  POINTING_AT_NOTHING,
  type PointingEvent,
  pointAgain,
  pointedAt,
  pointingListeners,
  stillThere,
} from './picture/pointingListeners.ts';

interface ExtentTableProps {
  table: ExtentTableView;
  /** Labels the table, and makes the scrolling box of a long one a place to go. */
  id: string;
  /** The field whose lines the rows name; undefined where there is none. */
  fieldId: ((text: number) => string) | undefined;
  /** The extent that is pointed at in the picture, and what is called as the reader points at one here. */
  pointed: ExtentAt | undefined;
  onPoint: (at: ExtentAt | undefined) => void;
}

/** From this many rows on the table scrolls in its own box. */
const LONG = 12;

/** A map as a table: each extent's ids on both sides, how many, and the line that gave it. */
function ExtentTable({ table, id, fieldId, pointed, onPoint }: ExtentTableProps) {
  const { rows, refused, source, name } = table;
  const captionId = `${id}-extents-${table.map}`;
  const long = rows.length >= LONG;
  const which = name === undefined ? 'The map' : `The map of ${name}`;
  return (
    // A scrolling box must be reachable by keyboard.
    <section
      class={long ? 'extents long' : 'extents'}
      data-answer=""
      data-picture=""
      aria-labelledby={captionId}
      tabIndex={long ? 0 : undefined}
    >
      <table>
        <caption id={captionId}>
          {refused ? `${which}: what could be read; the map is invalid` : `${which}: ${count(rows.length)}`}
        </caption>
        <thead>
          <tr>
            {rows.length > 1 && <th scope="col">no.</th>}
            <th scope="col">{table.sides[0]}</th>
            <th scope="col">{table.sides[1]}</th>
            <th scope="col">IDs</th>
            {source && <th scope="col">from</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.number}
              class={classOf(row, pointed?.map === table.pictured && pointed.extent === row.number - 1)}
              onPointerEnter={() => onPoint({ map: table.pictured, extent: row.number - 1 })}
              onPointerLeave={() => onPoint(undefined)}
            >
              {rows.length > 1 && (
                <td>
                  <span class={`extent-number hue-${row.hue}`}>{row.number}</span>
                </td>
              )}
              <td class="number">
                <Ids range={row.inside} />
              </td>
              <td class="number">
                <Ids range={row.outside} />
              </td>
              <td class="number">{row.count}</td>
              {source && (
                <td>
                  <From row={row} source={source} fieldId={fieldId?.(table.text)} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function classOf({ lit }: ExtentRow, isPointed: boolean): string | undefined {
  return [lit && 'lit', isPointed && 'pointed'].filter(Boolean).join(' ') || undefined;
}

function From({ row, source, fieldId }: { row: ExtentRow; source: string; fieldId: string | undefined }) {
  const { line, offset } = row;
  if (line === undefined) return <>the user’s own ID</>;
  return (
    <>
      <span class="file">{source} </span>
      <LineLink line={line} offset={offset} fieldId={fieldId} />
    </>
  );
}

/** A range that may break after its dash, for two ten-digit ids are wider than a phone's column. */
function Ids({ range: [first, last] }: { range: ExtentRow['inside'] }) {
  if (first === last) return <>{first}</>;
  return (
    <>
      {first}–<wbr />
      {last}
    </>
  );
}

const count = (extents: number) => (extents === 1 ? 'one range' : `${extents} ranges`);

interface PictureFigureProps {
  picture: PictureView;
  id: string;
  /** An extent that is pointed at elsewhere, such as in the table; what is pointed at in the picture itself goes before it. */
  pointed?: ExtentAt | undefined;
  /** Called when the reader points at another extent of the picture, or at none any more. */
  onPoint?: (extent: ExtentAt | undefined) => void;
}

/** The picture in both widths, of which the stylesheet shows the one that fits, and under it in words what is pointed at. */
export function PictureFigure({ picture, id, pointed: elsewhere, onPoint }: PictureFigureProps) {
  const { narrow, wide, sizes } = picture;
  const [state, setState] = useState(POINTING_AT_NOTHING);
  const [awake, setAwake] = useState(false);
  useEffect(() => setAwake(true), []);

  const pointed = stillThere(pointedAt(state), sizes) ?? stillThere(elsewhere, sizes);
  const point = (event: PointingEvent) => {
    const next = pointAgain(state, event);
    setState(next);
    if (!sameExtent(pointedAt(next), pointedAt(state))) onPoint?.(pointedAt(next));
  };
  const both = {
    picture,
    pointed,
    tabStop: awake ? (stillThere(state.stop, sizes) ?? firstOf(sizes)) : undefined,
    listeners: awake ? pointingListeners(sizes, point) : {},
  };
  return (
    <>
      <Picture {...both} drawing={wide} variant="wide" id={`${id}-wide`} />
      <Picture {...both} drawing={narrow} variant="narrow" id={`${id}-narrow`} />
      <p class="picture-readout" data-answer="">
        {readout(picture, pointed, awake)}
      </p>
    </>
  );
}

/** What stands under the picture: the exact ids of what is pointed at, else how to read the picture. `awake`: a script listens. */
export function readout({ wide }: PictureView, pointed: ExtentAt | undefined, awake: boolean): string {
  const ribbon = pointed && wide.ribbons.find(({ at }) => sameExtent(at, pointed));
  if (ribbon) return ribbon.says;
  const hasFolds = wide.axes.some(({ breaks }) => breaks.length > 0);
  const folds = hasFolds ? ['The dotted parts skip IDs that are in no range.'] : [];
  const bands = awake && wide.ribbons.length > 0 ? ['Select a band to see its exact IDs.'] : [];
  return [...folds, ...bands].join(' ');
}

interface MapViewsProps extends Pick<ExtentTableProps, 'id' | 'fieldId'> {
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

interface AnswerTextProps {
  answer: AnswerView;
  /** The field whose lines the answer names; undefined where there is none. */
  fieldId: ((text: number) => string) | undefined;
}

/** The answer, large, with the line that says so under it. */
export function AnswerText({ answer, fieldId }: AnswerTextProps) {
  return (
    <div class={`answer ${answer.kind}`} data-picture="">
      <p class="answer-sentence">
        <PhraseText phrase={answer.sentence} fieldId={undefined} />
      </p>
      {answer.why.length > 0 && (
        <p class="answer-why">
          <PhraseText phrase={answer.why} fieldId={fieldId} />
          {answer.sum && <code class="sum">{answer.sum}</code>}
        </p>
      )}
    </div>
  );
}

/** A worked case: its name, and the fragment that opens it on the calculator’s page. */
export interface UidMapExample {
  task: UidMapLink['task'];
  title: string;
  fragment: string;
}

/** Worked cases to begin with, each a link that opens it in the calculator. */
export function ExampleLinks({ examples }: { examples: readonly UidMapExample[] }) {
  if (examples.length === 0) return null;
  return (
    <nav class="answer-examples" aria-label="Examples">
      <span>Or open an example:</span>
      <ul>
        {examples.map(({ title, fragment }) => (
          <li key={title}>
            <a href={`#${fragment}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
