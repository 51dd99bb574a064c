import type { ComponentChildren } from 'preact';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { shortened } from '../../ui/shortened.ts';
import { TextInput } from '../../ui/TextInput.tsx';
import type { Dispatch } from './Dispatch.ts';
import type { View } from './select.ts';
import { VerdictCard } from './VerdictCard.tsx';

export interface AskPanelProps {
  view: View;
  dispatch: Dispatch;
  id: string;
  /** The profile's text field. */
  fieldId: string;
  /** Names the part as a landmark, on the instrument's own page only: in a chapter there may be several. */
  landmark: string | undefined;
  reportHref: string;
  /** Names to suggest; none before the script has arrived. */
  suggestions: readonly string[];
  /** How the present state is taken elsewhere: a link to copy, or one to follow. */
  link: ComponentChildren;
}

/** The question and its answer. */
export function AskPanel({ view, dispatch, id, fieldId, landmark, reportHref, suggestions, link }: AskPanelProps) {
  const { ask, status } = view;
  const problemId = `${id}-ask-problems`;
  const wrong = ask.problems.length > 0;
  return (
    <section class="panel checker-ask" aria-label={landmark}>
      <div class="field">
        <TextInput
          id={`${id}-ask`}
          label="Ask about a call"
          value={ask.text}
          list={suggestions.length > 0 ? `${id}-names` : undefined}
          describedBy={wrong ? problemId : undefined}
          invalid={wrong && !ask.answered}
          onValue={(call) => dispatch({ kind: 'ask', call })}
        />
        {suggestions.length > 0 && (
          <datalist id={`${id}-names`}>
            {suggestions.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        )}
        <p class="examples">
          Try{' '}
          {ask.examples.map((example) => (
            <button key={example} type="button" class="link" onClick={() => dispatch({ kind: 'ask', call: example })}>
              {example}
            </button>
          ))}
        </p>
      </div>
      {status && <p class="status">{status}</p>}
      {wrong && (
        <ul class="ask-problems" id={problemId}>
          {ask.problems.map(({ code, message, hint, fix }) => (
            <li key={code + message}>
              <span>
                {shortened(message)} {hint}
              </span>
              {fix && (
                <button type="button" class="btn" onClick={() => dispatch({ kind: 'mend-ask', edits: fix })}>
                  Mend
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {ask.answered && (
        <VerdictCard
          id={`${id}-verdict`}
          answered={ask.answered}
          fieldId={view.placesHold ? fieldId : undefined}
          stale={view.stale}
          dispatch={dispatch}
        />
      )}
      <div class="checker-foot">
        <ComputedFor items={view.computedFor} reportHref={reportHref} />
        {link}
      </div>
    </section>
  );
}
