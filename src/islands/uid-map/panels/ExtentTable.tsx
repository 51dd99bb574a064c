import { LineLink } from '../../../ui/PhraseText.tsx';
import type { ExtentRow, ExtentTableView } from '../words/extentRows.ts';
import type { ExtentAt } from '../words/picture/PictureOf.ts';

export interface ExtentTableProps {
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
export function ExtentTable({ table, id, fieldId, pointed, onPoint }: ExtentTableProps) {
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
