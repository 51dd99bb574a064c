import type { ComponentChildren } from 'preact';
import type { MachineMessage } from '../state/machine.ts';
import { HASTY, type MachineView } from '../words/machineView.ts';
import { InlineText } from './InlineText.tsx';
import { TextBox } from './TextBox.tsx';
import { Told } from './Told.tsx';

export interface MachinePanelProps {
  id: string;
  base: string;
  explain: string;
  view: MachineView;
  dispatch: (message: MachineMessage) => void;
  /** What stands in the place of an answer. */
  children: ComponentChildren;
}

/** A box for the output of the reader's own machine, and what that means. */
export function MachinePanel({ id, base, explain, view, dispatch, children }: MachinePanelProps) {
  const { text, isHasty, isSolved, told } = view;
  return (
    <>
      <TextBox
        id={`${id}-output`}
        label="Paste the output"
        value={text}
        rows={5}
        onValue={(value) => dispatch({ kind: 'type', text: value })}
      />
      <p class="exercise-act">
        <button type="button" class="btn first" onClick={() => dispatch({ kind: 'read' })}>
          Read the output
        </button>{' '}
        {isHasty && HASTY}
      </p>
      {children}
      {told &&
        ('unread' in told ? (
          <div class="exercise-told depends" data-answer="">
            <p>{told.says}</p>
            <ul>
              {told.unread.map((line) => (
                <li key={line}>
                  <code>{line}</code>
                </li>
              ))}
            </ul>
          </div>
        ) : (
          <Told isRight={told.ok} word={told.ok ? 'As expected.' : 'Not as expected.'}>
            <InlineText markdown={told.says} base={base} />
          </Told>
        ))}
      {isSolved && (
        <p class="exercise-found" data-answer="">
          <InlineText markdown={explain} base={base} />
        </p>
      )}
    </>
  );
}
