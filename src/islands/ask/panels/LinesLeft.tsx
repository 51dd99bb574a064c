import { LineLink } from '../../../ui/PhraseText.tsx';
import type { View } from '../words/select.ts';

export interface LinesLeftProps {
  id: string;
  left: NonNullable<View['left']>;
  /** The page of the box. */
  href: string;
  fieldId: string;
}

/** The lines that report an error and have no answer above: each can be asked about by itself. */
export const LinesLeft = ({ id, left: { lines, more }, href, fieldId }: LinesLeftProps) => (
  <section class="panel ask-card" id={id} data-answer="" aria-label="Errors without an answer">
    <header>
      <h2>Errors without an answer</h2>
    </header>
    <div class="ask-cause">
      <p>
        These lines report an error too, and no answer above is about them. Ask about a single line to see similar
        messages.
      </p>
      <ul class="ask-left">
        {lines.map(({ line, offset, text, fragment }) => (
          <li key={offset}>
            <LineLink line={line} offset={offset} fieldId={fieldId} /> <code>{text}</code>{' '}
            <a href={`${href}#${fragment}`} aria-label={`Ask about line ${line}`}>
              Ask about it
            </a>
          </li>
        ))}
      </ul>
      {more && <p>{more}</p>}
    </div>
  </section>
);
