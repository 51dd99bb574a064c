import type { ComponentChildren } from 'preact';
import type { SolvedRow } from '../words/progressView.ts';

export interface SolvedTableProps {
  rows: readonly SolvedRow[];
  /** The button that erases a row. */
  erase: (row: SolvedRow) => ComponentChildren;
}

/** The solved exercises: which, of which chapter, since when. */
export function SolvedTable({ rows, erase }: SolvedTableProps) {
  return (
    <table>
      <caption class="visually-hidden">Solved exercises</caption>
      <thead>
        <tr>
          <th scope="col">Exercise</th>
          <th scope="col">Chapter</th>
          <th scope="col">Day</th>
          <th scope="col">
            <span class="visually-hidden">Erase</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.href ? <a href={row.href}>{row.title}</a> : <code>{row.name}</code>}</th>
            <td>{row.chapter ?? 'no longer in this guide'}</td>
            <td>{row.day}</td>
            <td>{erase(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
