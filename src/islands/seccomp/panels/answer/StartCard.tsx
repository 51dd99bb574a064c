import type { Edit } from '../../../../engine/text/index.ts';
import type { Phrase } from '../../../../ui/Phrase.ts';
import { PhraseText } from '../../../../ui/PhraseText.tsx';
import type { AdvisedStart } from '../../words/adviseStart.ts';

export interface StartCardProps {
  id: string;
  shown: AdvisedStart;
  /** In a chapter: which calls, and no more. */
  compact: boolean;
  onFix: (edits: readonly Edit[]) => void;
  /** Opens one of the site's profiles in the place of this one. */
  onOpen: (preset: string) => void;
}

/** Stands above every verdict: whether a container starts under this profile, why, and the edit that lets one start. */
export function StartCard({ id, shown, compact, onFix, onOpen }: StartCardProps) {
  const { tone, title, why, fix, advice } = shown;
  return (
    <div id={`${id}-start`} class={`start-card ${tone}`} data-answer="" tabIndex={-1}>
      <p class="start-title shaped">
        <PhraseText phrase={title} fieldId={undefined} />
      </p>
      <CardBody paragraphs={why.slice(0, compact ? 1 : undefined)} fix={fix} onFix={onFix} />
      {advice && (
        <>
          <p>
            <PhraseText phrase={advice.words} fieldId={undefined} />
          </p>
          <button type="button" class="btn" onClick={() => onOpen(advice.preset)}>
            {advice.label}
          </button>
        </>
      )}
    </div>
  );
}

interface CardBodyProps {
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
