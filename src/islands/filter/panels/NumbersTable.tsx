import type { NumberRow } from '../state/Reply.ts';

/** What the program costs, beside libseccomp's. */
export function NumbersTable({ rows, compares }: { rows: readonly NumberRow[]; compares: boolean }) {
  return (
    <table class="filter-numbers">
      <caption class="visually-hidden">What the program costs</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">Measure</span>
          </th>
          <th scope="col">This program</th>
          {compares && <th scope="col">libseccomp’s</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, ours, libseccomp }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{ours}</td>
            {compares && <td>{libseccomp}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
