import { Chip } from '../../../ui/Chip.tsx';
import { LineLink, PhraseText } from '../../../ui/PhraseText.tsx';
import type { Answer, CallRow } from '../state/Question.ts';

export interface CallRowsProps extends RowsProps {
  folded: Answer['folded'];
}

interface RowsProps {
  rows: readonly CallRow[];
  /** The field of the trace, where it has one, and that of the reader's own profile where it answers. */
  traceField: string | undefined;
  profileField: string | undefined;
}

/** Every distinct call of the trace with what the filter answers, refused ones first. Where it is narrow, each row is a card. */
export function CallRows({ rows, folded, ...fields }: CallRowsProps) {
  const open = rows.length - (folded?.rows ?? 0);
  return (
    <>
      <RowsTable rows={rows.slice(0, open)} caption="The calls of the trace" {...fields} />
      {folded && (
        <details class="trace-allowed">
          <summary>{folded.words}</summary>
          <RowsTable rows={rows.slice(open)} caption="The allowed calls of the trace" {...fields} />
        </details>
      )}
    </>
  );
}

function RowsTable({ rows, caption, traceField, profileField }: RowsProps & { caption: string }) {
  return (
    <table class="trace-rows">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Call</th>
          <th scope="col">Times</th>
          <th scope="col">Filter</th>
          <th scope="col">Rule</th>
          <th scope="col">In the trace</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, abi, count, tone, word, reason, differs, outcomes, example, record }) => (
          <tr key={key}>
            <th scope="row">
              <code>{name}</code> {abi && <small>{abi}</small>}
            </th>
            <td data-label="Times">{count}</td>
            <td data-label="Filter">
              <Chip tone={tone}>{word}</Chip>
            </td>
            <td data-label="Rule">
              <PhraseText phrase={reason} fieldId={profileField} />
            </td>
            <td data-label="In the trace">
              {outcomes && (
                <span class="trace-outcomes">
                  <PhraseText phrase={outcomes} fieldId={undefined} />
                </span>
              )}
              {example.file && `${example.file}, `}
              <LineLink line={example.line} offset={example.offset} fieldId={traceField} />{' '}
              <code class="trace-example">{example.text}</code>
              {record && (
                <span class="trace-record">
                  <PhraseText phrase={record} fieldId={undefined} />
                </span>
              )}
              {differs && (
                <span class="trace-differs shaped depends">
                  <PhraseText phrase={differs} fieldId={undefined} />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
