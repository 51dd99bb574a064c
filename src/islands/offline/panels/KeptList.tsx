import type { ComponentChildren } from 'preact';
import type { KeptRow } from '../words/offlineView.ts';

export interface KeptListProps {
  rows: readonly KeptRow[];
  /** What stands in the place of no rows. */
  empty: string | undefined;
  children: ComponentChildren;
}

/** All that is kept, row by row, and below it what removes the pages. */
export function KeptList({ rows, empty, children }: KeptListProps) {
  if (rows.length === 0) return <p>{empty}</p>;
  return (
    <>
      <div class="scroll">
        <table>
          <caption class="visually-hidden">What is on this device</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Saved</th>
              <th scope="col">Size</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ what, href, since, size }) => (
              <tr key={href ?? what}>
                <th scope="row">{href ? <a href={href}>{what}</a> : what}</th>
                <td>{since}</td>
                <td>{size}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {children}
    </>
  );
}
