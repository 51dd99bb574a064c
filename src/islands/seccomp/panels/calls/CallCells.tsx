import { Component } from 'preact';
import { Chip } from '../../../../ui/Chip.tsx';
import type { CallRow, CallRows } from '../../words/callRows.ts';

export interface CallCellsProps {
  row: CallRow;
  abis: CallRows['abis'];
  onAsk: (call: string) => void;
}

/** The cells of a call's row. It is one of hundreds, so they are rendered only where they differ from before. */
export class CallCells extends Component<CallCellsProps> {
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
