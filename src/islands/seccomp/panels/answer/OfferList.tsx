import { PhraseText } from '../../../../ui/PhraseText.tsx';
import { UndoLine } from '../../../../ui/UndoLine.tsx';
import type { Panel } from '../Panel.ts';

/**
 * What to do about a refusal: each change by a button, with what it opens beside what was asked for. Above them, what was done to the profile from here,
 * which stays where the call is not refused, or its offers are on their way.
 */
export function OfferList({ panel: { view, id, dispatch, act } }: { panel: Panel }) {
  const { offers } = view;
  return (
    <section class="offers panel-part" data-answer="" aria-labelledby={offers && `${id}-offers`}>
      <UndoLine id={id} undo={view.profile.undo} of="answer" dispatch={dispatch} />
      {offers && (
        <>
          <h2 id={`${id}-offers`}>{offers.items.length > 0 ? 'What you can change' : 'What else can refuse it'}</h2>
          {offers.required.length > 0 && (
            <p class="offer-required">
              <PhraseText phrase={offers.required} fieldId={undefined} />
            </p>
          )}
          {offers.items.length > 0 && (
            <ul>
              {offers.items.map(({ kind, button, does, edits, capabilities }) => (
                <li key={`${kind} ${capabilities.join()}`}>
                  <button
                    type="button"
                    class="btn"
                    onClick={() => act({ kind: 'offer', edits, capabilities }, 'verdict')}
                  >
                    <PhraseText phrase={button} fieldId={undefined} />
                  </button>
                  <span>
                    <PhraseText phrase={does} fieldId={undefined} />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
