import type { Edit } from '../../../engine/text/index.ts';
import { Chip } from '../../../ui/Chip.tsx';
import type { Phrase } from '../../../ui/Phrase.ts';
import { PhraseText, wholeOptions } from '../../../ui/PhraseText.tsx';
import type { Answered } from '../state/Reply.ts';
import type { AdvisedStart } from '../words/inspectedView.ts';
import { BEFORE } from '../words/select.ts';
import type { Panel } from './Panel.tsx';

export interface VerdictCardProps {
  panel: Panel;
  answered: Answered;
}

/** The verdict: its word and shape, what the program sees, and the line or the absence that decided. */
export function VerdictCard({ panel, answered }: VerdictCardProps) {
  const { view, id, isPage, act } = panel;
  const { tone, headline, asked, sees, why, outcomes } = answered;
  const { unusual, added } = view.target;
  // It is of a text or a target that is no longer there: no colour and no shape, for it is no verdict now.
  const { stale } = view;
  const fieldId = view.placesHold ? panel.fieldId : undefined;
  // On the instrument's own page the offers below the card have them.
  const lacking = isPage ? [] : answered.lacking;
  const recheck = (which: readonly string[], on: boolean) => {
    // The pressed button goes with the answer.
    for (const capability of which) act({ kind: 'capability', capability, on }, 'verdict');
  };
  // In a chapter it would stand among the chapter's own headings.
  const Word = isPage ? 'h2' : 'p';
  return (
    <div id={`${id}-verdict`} class={`verdict ${stale ? 'stale' : tone}`} data-answer="" data-picture="" tabIndex={-1}>
      <p class="verdict-asked">
        {asked}
        {', under '}
        <a href={`#${id}-profile`}>{view.computedFor[0]}</a>
        {unusual && wholeOptions(`, with ${unusual}`)}
      </p>
      <Word class="verdict-word headline shaped">
        {stale && `${BEFORE} `}
        {headline}
      </Word>
      <p>
        <PhraseText phrase={sees} fieldId={fieldId} />
      </p>
      {why.length > 0 && (
        <p>
          <PhraseText phrase={why} fieldId={fieldId} />
        </p>
      )}
      {!stale &&
        lacking.map((which) => (
          <button key={which.join()} type="button" class="btn" onClick={() => recheck(which, true)}>
            Recheck with {which.join(' and ')}
          </button>
        ))}
      {!stale &&
        added.map((which) => (
          <button key={which} type="button" class="btn" onClick={() => recheck([which], false)}>
            Recheck without {which}
          </button>
        ))}
      {outcomes.length > 0 && (
        <ul class="outcomes chip-list">
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
