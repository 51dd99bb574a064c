import { PhraseText } from '../../../ui/PhraseText.tsx';
import type { AnswerView } from '../words/answerView.ts';

export interface AnswerTextProps {
  answer: AnswerView;
  /** The field whose lines the answer names; undefined where there is none. */
  fieldId: ((text: number) => string) | undefined;
}

/** The answer, large, with the line that says so under it. */
export function AnswerText({ answer, fieldId }: AnswerTextProps) {
  return (
    <div class={`answer ${answer.kind}`} data-picture="">
      <p class="answer-sentence">
        <PhraseText phrase={answer.sentence} fieldId={undefined} />
      </p>
      {answer.why.length > 0 && (
        <p class="answer-why">
          <PhraseText phrase={answer.why} fieldId={fieldId} />
          {answer.sum && <code class="sum">{answer.sum}</code>}
        </p>
      )}
    </div>
  );
}
