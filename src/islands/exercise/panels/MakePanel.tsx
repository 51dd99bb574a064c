import type { ComponentChildren } from 'preact';
import { LineField } from '../../../ui/LineField.tsx';
import type { MakeMessage } from '../state/make.ts';
import type { MakeView } from '../words/makeView.ts';
import { InlineText } from './InlineText.tsx';
import { Told } from './Told.tsx';

export interface MakePanelProps {
  id: string;
  base: string;
  about: 'map' | 'profile';
  explain: string;
  view: MakeView;
  dispatch: (message: MakeMessage) => void;
  /** What stands in the place of results. */
  children: ComponentChildren;
}

const LABELS = { map: 'Your map', profile: 'Your profile' } as const;
const NO_MARKS = [] as const;
const MOST_ROWS = 16;

/** A text, and the checks that it is to pass. */
export function MakePanel({ id, base, about, explain, view, dispatch, children }: MakePanelProps) {
  const { text, results, problem, headline, isSolved, missing } = view;
  const failed = problem === undefined ? 'Failed' : 'Not checked';
  return (
    <>
      <LineField
        id={`${id}-text`}
        label={LABELS[about]}
        text={text}
        marks={NO_MARKS}
        maxRows={MOST_ROWS}
        describedBy={`${id}-checks`}
        onText={(typed) => dispatch({ kind: 'type', text: typed })}
      />
      <p class="exercise-act">
        <button type="button" class="btn" onClick={() => dispatch({ kind: 'reset' })}>
          Reset to start
        </button>
      </p>
      {children}
      {!missing && (
        <div id={`${id}-checks`} data-answer="">
          <p class="exercise-count">{headline}</p>
          <ul class="exercise-checks">
            {results.map(({ line, ok, found }) => (
              <li key={line} class={ok ? 'allow' : problem === undefined ? 'deny' : 'depends'}>
                <b class="shaped">{ok ? 'Passed' : failed}</b> <code>{line}</code>
                {!ok && found !== '' && <small>{found}</small>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {isSolved && (
        <Told isRight word="Solved.">
          <InlineText markdown={explain} base={base} />
        </Told>
      )}
    </>
  );
}
