import type { Edit } from '../../../../engine/text/index.ts';
import type { Phrase } from '../../../../ui/Phrase.ts';
import { PhraseText } from '../../../../ui/PhraseText.tsx';

export interface CardBodyProps {
  paragraphs: readonly Phrase[];
  fix: { label: string; edits: readonly Edit[] } | undefined;
  onFix: (edits: readonly Edit[]) => void;
}

/** What a card says in paragraphs, and the button that makes the change it is about. */
export function CardBody({ paragraphs, fix, onFix }: CardBodyProps) {
  return (
    <>
      {paragraphs.map((phrase, at) => (
        <p key={at}>
          <PhraseText phrase={phrase} fieldId={undefined} />
        </p>
      ))}
      {fix && (
        <button type="button" class="btn" onClick={() => onFix(fix.edits)}>
          {fix.label}
        </button>
      )}
    </>
  );
}
