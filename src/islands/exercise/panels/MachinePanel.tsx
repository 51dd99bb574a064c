import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MachineMessage } from '../state/machine.ts';
import { HASTY, type MachineView } from '../words/machineView.ts';
import { InlineText } from './InlineText.tsx';
import { Told } from './PredictPanel.tsx';

interface TextBoxProps {
  id: string;
  label: string;
  value: string;
  rows: number;
  onValue: (value: string) => void;
}

/**
 * Lines of the kernel's words: set in its type, never wrapped, checked or completed. The text is the element's own, as it was served: a script that puts it
 * there once more would move the caret, and lose what the reader has selected to type over.
 */
function TextBox({ id, label, value, rows, onValue }: TextBoxProps) {
  const [served] = useState(value);
  const area = useRef<HTMLTextAreaElement>(null);
  const isTaken = useRef(false);
  useLayoutEffect(() => {
    if (isTaken.current && area.current && area.current.value !== value) area.current.value = value;
    isTaken.current = true;
  }, [value]);
  return (
    <div class="exercise-box">
      <label for={id}>{label}</label>
      <textarea
        ref={area}
        id={id}
        class="in"
        rows={rows}
        wrap="off"
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        onInput={(event) => onValue(event.currentTarget.value)}
      >
        {served}
      </textarea>
    </div>
  );
}

interface MachinePanelProps {
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
