import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { SortKey } from '../../../../share/seccompLink.ts';
import { Choice } from '../../../../ui/Choice.tsx';
import { SelectField } from '../../../../ui/SelectField.tsx';
import { TextInput } from '../../../../ui/TextInput.tsx';
import type { Dispatch } from '../../state/Message.ts';
import type { CallRows } from '../../words/callRows.ts';
import { AbiChoice } from './AbiChoice.tsx';
import { CallCells } from './CallCells.tsx';
import { useRowKeys } from './useRowKeys.ts';

export interface CallTableProps {
  table: CallRows;
  /** The verdicts are of a text or a target that is no longer there. */
  stale: boolean;
  dispatch: Dispatch;
  onAsk: (call: string) => void;
  id: string;
}

/**
 * All calls with their verdicts, to filter, to search and to sort; a call's name asks about it. Every row is on the page, so that the browser's own
 * search, a screen reader and a printer find it; rows out of sight are neither laid out nor painted (callTable.css), rows that stay as they were are not
 * rendered again.
 */
export function CallTable({ table, stale, dispatch, onAsk, id }: CallTableProps) {
  const { show, find, sort } = table;
  const onSort = (key: SortKey) => dispatch({ kind: 'choose', choices: { sort: key } });
  const body = useRef<HTMLTableSectionElement>(null);
  const scroller = useRef<HTMLElement>(null);
  const keysId = `${id}-calls-keys`;
  useRowKeys(body, scroller, keysId);
  const first = table.on === 'all' ? table.abis[0]?.arch : table.on;
  return (
    <section class={`panel calls${stale ? ' stale' : ''}`} data-answer="" aria-labelledby={`${id}-calls`}>
      <header>
        <h2 id={`${id}-calls`}>All system calls</h2>
        <SelectField id={`${id}-sort`} label="Sort by" options={SORTS} value={sort} onValue={onSort} />
        <TextInput
          id={`${id}-find`}
          label="Find"
          type="search"
          value={find}
          placeholder="name or number"
          onValue={(text) => dispatch({ kind: 'choose', choices: { find: text } })}
        />
      </header>
      {stale && <p class="calls-stale">Invalid profile; showing the verdicts of the last valid one.</p>}
      <AbiChoice table={table} id={id} onChoice={(on) => dispatch({ kind: 'choose', choices: { on } })} />
      <Choice
        name={`${id}-show`}
        legend="Show"
        hideLegend
        class="numbered calls-filter"
        options={table.counts.map(({ shown, count, label }) => ({
          value: shown,
          class: shown,
          label: (
            <>
              <b>{count}</b> {label}
            </>
          ),
        }))}
        value={show}
        onValue={(value) => dispatch({ kind: 'choose', choices: { show: value } })}
      />
      <section ref={scroller} class="calls-scroll" aria-label="Table of calls">
        <table class={`abis-${Math.min(table.abis.length, 4)}`}>
          <thead>
            <tr>
              <SortHeader by="name" sort={sort} onSort={onSort}>
                call
              </SortHeader>
              <SortHeader by="number" sort={sort} onSort={onSort}>
                number
              </SortHeader>
              {table.abis.map(({ arch, label }) =>
                arch === first ? (
                  <SortHeader key={arch} by="verdict" sort={sort} onSort={onSort}>
                    {label}
                  </SortHeader>
                ) : (
                  <th key={arch} scope="col">
                    {label}
                  </th>
                ),
              )}
              <th scope="col">why</th>
            </tr>
          </thead>
          <tbody ref={body}>
            {table.rows.map((row) => (
              <tr key={row.name} hidden={!table.shown.has(row.name)}>
                <CallCells row={row} abis={table.abis} onAsk={onAsk} />
              </tr>
            ))}
          </tbody>
        </table>
        {table.shown.size === 0 && <p class="no-calls">No system call of {labelOf(table)} matches.</p>}
      </section>
      <p id={keysId} class="calls-keys">
        Use the arrow keys, Page Up, Page Down, Home and End to move between calls, and Enter to check one.
      </p>
    </section>
  );
}

interface SortHeaderProps {
  by: 'name' | 'number' | 'verdict';
  sort: SortKey;
  onSort: (key: SortKey) => void;
  children: ComponentChildren;
}

/** The head of a column that can be sorted by: a first press sorts upwards, a second one turns it round. */
function SortHeader({ by, sort, onSort, children }: SortHeaderProps) {
  const direction = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : undefined;
  return (
    <th scope="col" aria-sort={direction}>
      <button type="button" class="sort" onClick={() => onSort(direction === 'ascending' ? `-${by}` : by)}>
        {children}
      </button>
    </th>
  );
}

const SORTS: readonly { value: SortKey; label: string }[] = [
  { value: 'name', label: 'name' },
  { value: '-name', label: 'name, Z to A' },
  { value: 'number', label: 'number' },
  { value: '-number', label: 'number, highest first' },
  { value: 'verdict', label: 'verdict, allowed first' },
  { value: '-verdict', label: 'verdict, refused first' },
];

const labelOf = ({ abis, on }: CallRows): string => abis.find(({ arch }) => arch === on)?.label ?? 'these ABIs';
