import { Component, type ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { SortKey, TableAbi } from '../../../share/seccompLink.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextInput } from '../../../ui/TextInput.tsx';
import type { Dispatch } from '../state/State.ts';
import type { CallRow, CallRows, Reach } from '../words/callRows.ts';
import { useRowKeys } from './useRowKeys.ts';

interface CallCellsProps {
  row: CallRow;
  abis: CallRows['abis'];
  onAsk: (call: string) => void;
}

/** The cells of a call's row. It is one of hundreds, so they are rendered only where they differ from before. */
class CallCells extends Component<CallCellsProps> {
  override shouldComponentUpdate({ row, abis }: CallCellsProps): boolean {
    return !sameRow(row, this.props.row) || !sameAbis(abis, this.props.abis);
  }

  override render({ row, abis, onAsk }: CallCellsProps) {
    return (
      <>
        <th scope="row">
          <button type="button" class="link" onClick={() => onAsk(row.call)}>
            {row.name}
          </button>
        </th>
        <td class="number">{row.number}</td>
        {row.cells.map((cell, index) => {
          const abi = abis[index]?.label;
          return (
            <td key={abi} data-abi={abi}>
              {/* As a function: a thousand components more would be felt. */}
              {cell ? Chip({ tone: cell.tone, children: cell.word }) : '–'}
            </td>
          );
        })}
        <td>{row.why}</td>
      </>
    );
  }
}

function sameRow(a: CallRow, b: CallRow): boolean {
  return (
    a.name === b.name &&
    a.number === b.number &&
    a.call === b.call &&
    a.why === b.why &&
    a.cells.length === b.cells.length &&
    a.cells.every((cell, index) => cell?.tone === b.cells[index]?.tone && cell?.word === b.cells[index]?.word)
  );
}

const sameAbis = (a: CallRows['abis'], b: CallRows['abis']): boolean =>
  a.length === b.length && a.every(({ arch }, index) => arch === b[index]?.arch);

interface AbiChoiceProps {
  table: CallRows;
  id: string;
  onChoice: (abi: TableAbi) => void;
}

/** The ABIs of the filter, one by one or together, each with how much of it a program can reach: in words, and as a bar to scale. */
function AbiChoice({ table, id, onChoice }: AbiChoiceProps) {
  const choices: readonly (Omit<Reach, 'arch'> & { value: TableAbi })[] = [
    ...table.reach.map(({ arch, ...reach }) => ({ value: arch, ...reach })),
    ...(table.reach.length > 1 ? [{ value: 'all' as const, ...together(table.reach) }] : []),
  ];
  return (
    <Choice
      name={`${id}-on`}
      legend="System calls a program can reach, by ABI"
      class="numbered abi-choice"
      options={choices.map(({ value, label, allow, depends, all }) => ({
        value,
        label: (
          <>
            <b>{label}</b>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect class="deny" width="100" height="6" />
              <rect class="depends" width={share(allow + depends, all)} height="6" />
              <rect class="allow" width={share(allow, all)} height="6" />
            </svg>
            {allow + depends} of {all} calls
          </>
        ),
      }))}
      value={table.on}
      onValue={onChoice}
    />
  );
}

const share = (part: number, all: number): string => (all === 0 ? '0' : ((100 * part) / all).toFixed(2));

function together(reach: readonly Reach[]): Omit<Reach, 'arch'> {
  const sum = (key: 'allow' | 'depends' | 'all') => reach.reduce((total, each) => total + each[key], 0);
  return { label: `all ${reach.length} ABIs`, allow: sum('allow'), depends: sum('depends'), all: sum('all') };
}

interface CallTableProps {
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
