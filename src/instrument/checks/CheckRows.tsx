import { LineLink } from '../../ui/PhraseText.tsx';
import type { Example } from './Checks.ts';
import type { ChecksView } from './checksView.ts';

export interface CheckRowsProps {
  /** The field of the checks. */
  fieldId: string;
  view: ChecksView;
  about: 'profile' | 'map';
  onAsk: ((example: Example) => void) | undefined;
}

/** What came of each check, and how many hold. */
export function CheckRows({ fieldId, view, about, onAsk }: CheckRowsProps) {
  const { rows, headline, tone, warning, isEmpty } = view;
  if (isEmpty) {
    return (
      <p class="checks-empty">
        Write what you expect, one check per line, or add a set. Each line is checked against the {about} shown above.
      </p>
    );
  }
  return (
    <div data-answer="">
      <p class={`checks-headline ${tone}`}>
        <b class="shaped">{headline}</b>
      </p>
      {warning !== undefined && (
        <p class="checks-warning depends">
          <b class="shaped">Warning:</b> {warning}
        </p>
      )}
      <ul class="checks-rows">
        {rows.map(({ line, start, text, tone, word, found, ok, example }) => (
          <li key={line} class={tone}>
            <b class="shaped">{word}</b>{' '}
            <LineLink line={line} offset={start} fieldId={fieldId}>
              line {line}
            </LineLink>{' '}
            <code>{text}</code>
            {!ok && found !== '' && <p>{found}</p>}
            {!ok && example && onAsk && (
              <button type="button" class="btn" onClick={() => onAsk(example)}>
                Ask <code>{'call' in example ? example.call : `${example.side} ${example.id}`}</code>
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
