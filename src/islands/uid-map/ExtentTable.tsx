import { moveCaret } from '../../ui/revealLine.ts';
import type { ExtentRow, View } from './select.ts';

export interface ExtentTableProps {
  view: View;
  /** Labels the table, and makes the scrolling box of a long one a place to go. */
  id: string;
  /** The field whose lines the rows name; undefined where there is none. */
  fieldId: string | undefined;
}

/** From this many rows on the table scrolls in its own box. */
const LONG = 12;

/** The map as a table: each extent's ids on both sides, how many, and the line that gave it. */
export function ExtentTable({ view, id, fieldId }: ExtentTableProps) {
  const { rows, refused, source } = view;
  if (rows.length === 0) return null;
  const captionId = `${id}-extents`;
  const long = rows.length >= LONG;
  const table = (
    <table>
      <caption id={captionId}>
        {refused ? 'Extents that can be read; the kernel takes none of them' : `The map: ${count(rows.length)}`}
      </caption>
      <thead>
        <tr>
          {rows.length > 1 && <th scope="col">no.</th>}
          <th scope="col">inside</th>
          <th scope="col">outside</th>
          <th scope="col">count</th>
          <th scope="col">from</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.offset} class={row.lit ? 'lit' : undefined}>
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
            <td>
              <From row={row} source={source} fieldId={fieldId} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    // A scrolling box must be reachable by keyboard.
    <section class={long ? 'extents long' : 'extents'} aria-labelledby={captionId} tabIndex={long ? 0 : undefined}>
      {table}
    </section>
  );
}

function From({ row, source, fieldId }: { row: ExtentRow; source: View['source']; fieldId: string | undefined }) {
  const line = `line ${row.line}`;
  return (
    <>
      <span class="file">{source === 'subuid' ? '/etc/subuid' : 'uid_map'} </span>
      {fieldId === undefined ? (
        line
      ) : (
        <button type="button" class="link" onClick={() => moveCaret(fieldId, row.offset, row.line)}>
          {line}
        </button>
      )}
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

const count = (extents: number) => (extents === 1 ? 'one extent' : `${extents} extents`);
