import { isArch } from '../../engine/linux/index.ts';
import type { Shown } from '../../share/seccompLink.ts';
import { Chip } from '../../ui/Chip.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import type { CallRow, CallRows } from './callRows.ts';
import type { Dispatch } from './Dispatch.ts';
import { BEFORE } from './select.ts';

export interface CallTableProps {
  table: CallRows;
  show: Shown;
  find: string;
  /** The verdicts are of a text or a target that is no longer there. */
  stale: boolean;
  dispatch: Dispatch;
  onAsk: (call: string) => void;
  id: string;
}

/** All calls of an ABI with their verdicts, to filter and to search; a call's name asks about it. */
export function CallTable({ table, show, find, stale, dispatch, onAsk, id }: CallTableProps) {
  return (
    <section class={`panel calls${stale ? ' stale' : ''}`} aria-labelledby={`${id}-calls`}>
      <header>
        <h2 id={`${id}-calls`}>All calls</h2>
        {table.abis.length > 1 && (
          <SelectField
            id={`${id}-on`}
            label="on"
            options={table.abis.map(({ arch, label }) => ({ value: arch, label }))}
            value={table.on}
            onValue={(arch) => isArch(arch) && dispatch({ kind: 'on', arch })}
          />
        )}
        <TextInput
          id={`${id}-find`}
          label="Find"
          type="search"
          value={find}
          onValue={(text) => dispatch({ kind: 'find', find: text })}
        />
      </header>
      {stale && <p class="calls-stale">{BEFORE} no filter stands now, and these are the verdicts of the last one.</p>}
      <fieldset class="calls-filter">
        <legend class="visually-hidden">Show</legend>
        {table.counts.map((count) => (
          <label key={count.shown} class={count.shown}>
            <input
              type="radio"
              name={`${id}-show`}
              checked={show === count.shown}
              onChange={() => dispatch({ kind: 'show', show: count.shown })}
            />
            <span>
              <b>{count.count}</b> {count.label}
            </span>
          </label>
        ))}
      </fieldset>
      <section class="calls-scroll" aria-label="Table of calls">
        <table>
          <thead>
            <tr>
              <th scope="col">call</th>
              {table.abis.map(({ arch, label }) => (
                <th key={arch} scope="col">
                  {label}
                </th>
              ))}
              <th scope="col">why</th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <Row key={row.name} row={row} abis={table.abis} onAsk={onAsk} />
            ))}
          </tbody>
        </table>
        {table.rows.length === 0 && <p class="no-calls">No call of {labelOf(table)} is like that.</p>}
      </section>
    </section>
  );
}

function Row({ row, abis, onAsk }: { row: CallRow; abis: CallRows['abis']; onAsk: (call: string) => void }) {
  return (
    <tr>
      <th scope="row">
        <button type="button" class="link" onClick={() => onAsk(row.call)}>
          {row.name}
        </button>
      </th>
      {row.cells.map((cell, index) => {
        const abi = abis[index]?.label;
        return cell ? (
          <td key={abi} data-abi={abi}>
            <Chip tone={cell.tone}>{cell.word}</Chip>
          </td>
        ) : (
          <td key={abi} data-abi={abi}>
            –
          </td>
        );
      })}
      <td>{row.why}</td>
    </tr>
  );
}

const labelOf = ({ abis, on }: CallRows): string => abis.find(({ arch }) => arch === on)?.label ?? '';
