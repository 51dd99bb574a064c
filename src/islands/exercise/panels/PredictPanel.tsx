import type { ComponentChildren } from 'preact';
import type { PredictMessage } from '../state/find.ts';
import { HASTY, type PredictView } from '../words/predictView.ts';
import { InlineText } from './InlineText.tsx';

interface ToldProps {
  isRight: boolean;
  word: string;
  children?: ComponentChildren;
}

/** What is said of an answer: its word with a shape, and why. */
export function Told({ isRight, word, children }: ToldProps) {
  return (
    <div class={`exercise-told ${isRight ? 'allow' : 'deny'}`} data-answer="">
      <p>
        <b class="shaped">{word}</b> {children}
      </p>
    </div>
  );
}

interface PredictPanelProps {
  id: string;
  base: string;
  explain: string;
  view: PredictView;
  dispatch: (message: PredictMessage) => void;
}

const MARKS = { right: 'Right answer', wrong: 'Your answer' } as const;

/** Choices, one of which is committed to. */
export function PredictPanel({ id, base, explain, view, dispatch }: PredictPanelProps) {
  const { choices, isHasty, isCommitted, isSolved, isShown, why, found } = view;
  return (
    <>
      <fieldset class="exercise-choices">
        <legend class="visually-hidden">Your answer</legend>
        {choices.map(({ says, isChosen, mark }, at) => (
          <label key={says} class={mark && (mark === 'right' ? 'allow' : 'deny')}>
            <input
              type="radio"
              name={`${id}-choice`}
              id={`${id}-choice-${at}`}
              checked={isChosen}
              disabled={isCommitted}
              onChange={() => dispatch({ kind: 'choose', at })}
            />
            <span>
              <InlineText markdown={says} base={base} /> {mark && <small class="shaped">{MARKS[mark]}</small>}
            </span>
          </label>
        ))}
      </fieldset>
      <p class="exercise-act">
        <button type="button" class="btn first" onClick={() => dispatch({ kind: isCommitted ? 'again' : 'commit' })}>
          {isCommitted ? (isSolved ? 'Start again' : 'Choose again') : 'Check my answer'}
        </button>{' '}
        {isCommitted && !isSolved && (
          <button type="button" class="btn" onClick={() => dispatch({ kind: 'show', isShown: !isShown })}>
            {isShown ? 'Hide the result' : 'Show the result'}
          </button>
        )}
        {isHasty && HASTY}
      </p>
      {isCommitted && (
        <Told isRight={isSolved} word={isSolved ? 'Right.' : 'Not this one.'}>
          <InlineText markdown={isSolved ? explain : (why ?? '')} base={base} />
        </Told>
      )}
      {isShown && found !== '' && (
        <p class="exercise-found" data-answer="">
          The actual result: <code>{found}</code>
        </p>
      )}
    </>
  );
}
