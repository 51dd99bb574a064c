import type { ComponentChildren } from 'preact';
import type { SortKey } from '../../../../share/seccompLink.ts';

export interface SortHeaderProps {
  by: 'name' | 'number' | 'verdict';
  sort: SortKey;
  onSort: (key: SortKey) => void;
  children: ComponentChildren;
}

/** The head of a column that can be sorted by: a first press sorts upwards, a second one turns it round. */
export function SortHeader({ by, sort, onSort, children }: SortHeaderProps) {
  const direction = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : undefined;
  return (
    <th scope="col" aria-sort={direction}>
      <button type="button" class="sort" onClick={() => onSort(direction === 'ascending' ? `-${by}` : by)}>
        {children}
      </button>
    </th>
  );
}
