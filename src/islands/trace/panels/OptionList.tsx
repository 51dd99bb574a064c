import type { ComponentChildren } from 'preact';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import type { OptionShown } from '../state/Question.ts';

export interface OptionListProps<Value extends string> {
  /** The name that the radio buttons share; one on a page. */
  name: string;
  legend: ComponentChildren;
  options: readonly OptionShown<Value>[];
  taken: Value | undefined;
  onChoice: (choice: Value) => void;
}

/** One of several ways, below each other, each with what it does. */
export function OptionList<Value extends string>({ name, legend, options, taken, onChoice }: OptionListProps<Value>) {
  return (
    <fieldset class="trace-change">
      <legend>{legend}</legend>
      {options.map(({ choice, label, does }) => (
        <label key={choice}>
          <input type="radio" name={name} checked={choice === taken} onChange={() => onChoice(choice)} />
          <span>
            <b>
              <PhraseText phrase={label} fieldId={undefined} />
            </b>{' '}
            <PhraseText phrase={does} fieldId={undefined} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
