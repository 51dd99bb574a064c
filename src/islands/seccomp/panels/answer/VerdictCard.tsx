import { Chip } from '../../../../ui/Chip.tsx';
import { PhraseText } from '../../../../ui/PhraseText.tsx';
import type { Dispatch } from '../../state/Message.ts';
import type { Answered } from '../../state/Reply.ts';
import { BEFORE } from '../../words/select.ts';

export interface VerdictCardProps {
  id: string;
  answered: Answered;
  /** The profile's name and where it stands; the container's capabilities where they aren't the usual ones. */
  profile: { name: string; place: string; container: string | undefined };
  /** Capabilities to try, where nothing below the card offers them, and those that were added. */
  capabilities: { lacking: readonly (readonly string[])[]; added: readonly string[] };
  fieldId: string | undefined;
  /** It is of a text or a target that is no longer there: no colour and no shape, for it is no verdict now. */
  stale: boolean;
  /** On the instrument's own page the verdict is a heading; in a chapter it would stand among the chapter's own. */
  asHeading: boolean;
  dispatch: Dispatch;
}

/** The verdict: its word and shape, what the program sees, and the line or the absence that decided. */
export function VerdictCard({
  id,
  answered,
  profile,
  capabilities,
  fieldId,
  stale,
  asHeading,
  dispatch,
}: VerdictCardProps) {
  const { tone, headline, asked, sees, why, outcomes } = answered;
  const recheck = (which: readonly string[], on: boolean) => {
    for (const capability of which) dispatch({ kind: 'capability', capability, on });
  };
  const Word = asHeading ? 'h2' : 'p';
  return (
    <div id={id} class={`verdict ${stale ? 'stale' : tone}`} data-answer="" tabIndex={-1}>
      <p class="verdict-asked">
        {asked}
        {', under '}
        <a href={`#${profile.place}`}>{profile.name}</a>
        {profile.container && `, with ${profile.container}`}
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
        capabilities.lacking.map((which) => (
          <button key={which.join()} type="button" class="btn" onClick={() => recheck(which, true)}>
            Recheck with {which.join(' and ')}
          </button>
        ))}
      {!stale &&
        capabilities.added.map((which) => (
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
