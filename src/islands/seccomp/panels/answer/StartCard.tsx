import type { Edit } from '../../../../engine/text/index.ts';
import type { Phrase } from '../../../../ui/Phrase.ts';
import { PhraseText } from '../../../../ui/PhraseText.tsx';
import type { AdvisedStart } from '../../words/adviseStart.ts';
import type { Panel } from '../Panel.ts';

export interface StartCardProps {
  panel: Panel;
  shown: AdvisedStart;
}

/**
 * Stands above every verdict: whether a container starts under this profile, why, and the edit, or one of the site's profiles in the place of this one, that
 * lets one start. In a chapter: which calls, and no more.
 */
export function StartCard({ panel: { id, isPage, act }, shown }: StartCardProps) {
  const { tone, title, why, fix, advice } = shown;
  return (
    <div id={`${id}-start`} class={`start-card ${tone}`} data-answer="" data-picture="" tabIndex={-1}>
      <p class="start-title shaped">
        <PhraseText phrase={title} fieldId={undefined} />
      </p>
      <CardBody
        paragraphs={why.slice(0, isPage ? undefined : 1)}
        fix={fix}
        onFix={(edits) => act({ kind: 'fix', edits, of: 'start' }, 'answer')}
      />
      {advice && (
        <>
          <p>
            <PhraseText phrase={advice.words} fieldId={undefined} />
          </p>
          <button type="button" class="btn" onClick={() => act({ kind: 'fetch', id: advice.preset }, 'answer')}>
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
