export interface SelectFieldProps {
  id: string;
  label: string;
  hideLabel?: boolean;
  options: readonly { value: string; label: string }[];
  value: string;
  onValue: (value: string) => void;
}

/** A labelled choice of one. */
export function SelectField({ id, label, hideLabel = false, options, value, onValue }: SelectFieldProps) {
  return (
    <div class="select-field">
      <label for={id} class={hideLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <select
        id={id}
        class="in"
        value={value}
        autocomplete="off"
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
