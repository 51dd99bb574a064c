import type { ComponentChildren } from 'preact';

export interface ChoiceOption<Value extends string> {
  value: Value;
  label: ComponentChildren;
  class?: string;
}

export interface ChoiceProps<Value extends string> {
  /** The name that the radio buttons share; one on a page. */
  name: string;
  legend: string;
  hideLegend?: boolean;
  class?: string;
  options: readonly ChoiceOption<Value>[];
  value: Value;
  onValue: (value: Value) => void;
}

/** One of a few, side by side: radio buttons that look like one bar (choice.css). */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { name, legend, hideLegend = false, options, value, onValue } = props;
  return (
    <fieldset class={props.class === undefined ? 'choice' : `choice ${props.class}`}>
      <legend class={hideLegend ? 'visually-hidden' : undefined}>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} class={option.class}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            onChange={() => onValue(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
