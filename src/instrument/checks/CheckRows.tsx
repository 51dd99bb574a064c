import { useState } from 'preact/hooks';
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

/** So many are listed at first, and more at each press: a text may have 50,000. */
const LISTED = 500;

/** What came of each check, and how many hold. Of many, those that fail come first. */
export function CheckRows({ fieldId, view, about, onAsk }: CheckRowsProps) {
  const { rows, headline, tone, warning, isEmpty } = view;
  const [listed, setListed] = useState(LISTED);
  const sorted = rows.length > LISTED ? [...rows].sort((a, b) => Number(a.ok) - Number(b.ok)) : rows;
  const left = rows.length - listed;
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
        {sorted.slice(0, listed).map(({ line, start, text, tone, word, found, ok, example }) => (
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
      {left > 0 && (
        <p class="checks-note">
          {listed} of {rows.length} checks are listed, failed ones first.{' '}
          <button type="button" class="btn" onClick={() => setListed(listed + LISTED)}>
            List {Math.min(left, LISTED)} more
          </button>
        </p>
      )}
    </div>
  );
}
