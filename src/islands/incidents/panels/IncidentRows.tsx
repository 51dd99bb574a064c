import { Chip } from '../../../ui/Chip.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import { STOPPER_WORDS } from '../words/rowWords.ts';
import type { Row } from '../words/select.ts';

const COLUMNS = ['Vulnerability', 'Public', 'Stopped by', 'This profile'] as const;

/** A row for each vulnerability; its name leads to its section. Where it is narrow, each row is a card. */
export function IncidentRows({ rows }: { rows: readonly Row[] }) {
  return (
    <table class="answer-rows incident-rows">
      <caption class="visually-hidden">Vulnerabilities, and what the profile makes of what each needs</caption>
      <thead>
        <tr>
          {COLUMNS.map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, title, name, date, stopped, answer }) => (
          <tr key={id}>
            <th scope="row">
              <a href={`#${id}`}>{id.toUpperCase()}</a>{' '}
              <small>{name === undefined ? title : `${name}: ${title}`}</small>
            </th>
            <td data-label={COLUMNS[1]}>
              <time dateTime={date}>{date}</time>
            </td>
            <td data-label={COLUMNS[2]}>
              {stopped.length === 0 ? 'no source says' : stopped.map((each) => STOPPER_WORDS[each]).join(', ')}
            </td>
            <td data-label={COLUMNS[3]}>
              <span data-answer="">{answer === undefined ? '—' : <Answer {...answer} />}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Answer = ({ word, tone, lines }: NonNullable<Row['answer']>) => (
  <>
    {tone === undefined ? word : <Chip tone={tone}>{word}</Chip>}
    {lines.map((line, at) => (
      <small key={at}>
        <PhraseText phrase={line} fieldId={undefined} />
      </small>
    ))}
  </>
);
