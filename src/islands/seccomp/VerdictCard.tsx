import { Chip } from '../../ui/Chip.tsx';
import { PhraseText } from '../../ui/PhraseText.tsx';
import type { Answered } from './answer.ts';

export interface VerdictCardProps {
  id: string;
  answered: Answered;
  fieldId: string | undefined;
}

/** The verdict: its word and shape, what the program sees, and the line or the absence that decided. */
export function VerdictCard({ id, answered, fieldId }: VerdictCardProps) {
  const { tone, headline, asked, sees, why, outcomes } = answered;
  return (
    <div id={id} class={`verdict ${tone}`} tabIndex={-1}>
      <p class="verdict-asked">{asked}</p>
      <p class="verdict-word">{headline}</p>
      <p>
        <PhraseText phrase={sees} fieldId={fieldId} />
      </p>
      {why.length > 0 && (
        <p>
          <PhraseText phrase={why} fieldId={fieldId} />
        </p>
      )}
      {outcomes.length > 0 && (
        <ul class="outcomes">
          {outcomes.map((outcome) => (
            <li>
              <Chip tone={outcome.tone}>{outcome.word}</Chip>
              <span>
                <PhraseText phrase={outcome.when} fieldId={fieldId} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
