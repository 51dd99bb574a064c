export interface SelectOption<Value extends string = string> {
  value: Value;
  label: string;
  /** The heading over this option and its neighbours that have the same. */
  group?: string | undefined;
}

export interface SelectFieldProps<Value extends string> {
  id: string;
  label: string;
  hideLabel?: boolean;
  options: readonly SelectOption<Value>[];
  value: Value;
  onValue: (value: Value) => void;
}

/** A labelled choice of one. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { id, label, hideLabel = false, options, value, onValue } = props;
  const choose = (chosen: string) => {
    const option = options.find((each) => each.value === chosen);
    if (option) onValue(option.value);
  };
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
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {inGroups(options).map(({ group, members }) => {
          const choices = members.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ));
          return group === undefined ? (
            choices
          ) : (
            <optgroup key={group} label={group}>
              {choices}
            </optgroup>
          );
        })}
      </select>
    </div>
  );
}

function inGroups(options: readonly SelectOption[]): { group: string | undefined; members: SelectOption[] }[] {
  const groups: { group: string | undefined; members: SelectOption[] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last !== undefined && last.group === option.group) last.members.push(option);
    else groups.push({ group: option.group, members: [option] });
  }
  return groups;
}
