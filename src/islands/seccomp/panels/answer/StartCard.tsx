import type { Edit } from '../../../../engine/text/index.ts';
import { PhraseText } from '../../../../ui/PhraseText.tsx';
import type { AdvisedStart } from '../../words/adviseStart.ts';
import { CardBody } from './CardBody.tsx';

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
      <p class="start-title">
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
