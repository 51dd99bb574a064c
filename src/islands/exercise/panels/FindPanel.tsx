import { TextInput } from '../../../ui/TextInput.tsx';
import type { FindMessage } from '../state/find.ts';
import { type FindView, HASTY } from '../words/findView.ts';
import { InlineText } from './InlineText.tsx';
import { Told } from './Told.tsx';

export interface FindPanelProps {
  id: string;
  base: string;
  explain: string;
  askHref: string;
  view: FindView;
  dispatch: (message: FindMessage) => void;
}

/** The way to Find the cause, and a line for the culprit's name. */
export function FindPanel({ id, base, explain, askHref, view, dispatch }: FindPanelProps) {
  const { text, isHasty, isSolved, why } = view;
  const judge = () => dispatch({ kind: 'judge' });
  return (
    <>
      <p class="exercise-act">
        <a href={askHref}>Open in Find the cause</a>
      </p>
      <TextInput
        id={`${id}-culprit`}
        label="Name the culprit"
        value={text}
        invalid={why !== undefined}
        describedBy={why === undefined ? undefined : `${id}-told`}
        onValue={(value) => dispatch({ kind: 'type', text: value })}
        onEnter={judge}
      />
      <p class="exercise-act">
        <button type="button" class="btn first" onClick={judge}>
          Check my answer
        </button>{' '}
        {isHasty && HASTY}
      </p>
      <div id={`${id}-told`}>
        {(isSolved || why !== undefined) && (
          <Told isRight={isSolved} word={isSolved ? 'Right.' : 'Not this one.'}>
            <InlineText markdown={why ?? explain} base={base} />
          </Told>
        )}
      </div>
    </>
  );
}
