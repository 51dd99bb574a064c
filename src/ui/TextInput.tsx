export interface TextInputProps {
  id: string;
  label: string;
  value: string;
  /** What counts while nothing is typed. */
  placeholder?: string;
  onValue: (value: string) => void;
  /** Id of the element that tells what is wrong with the value. */
  describedBy?: string | undefined;
  /** Id of a datalist with suggestions. */
  list?: string | undefined;
  invalid?: boolean;
  type?: 'text' | 'search';
  /** A phone offers its digits. */
  digits?: boolean;
  /** More characters can't be typed. */
  maxLength?: number;
  /** Enter was pressed. */
  onEnter?: () => void;
}

/** A labelled line for the kernel's words: set in its type, never spell-checked or completed. */
export function TextInput({
  id,
  label,
  value,
  placeholder,
  onValue,
  describedBy,
  list,
  invalid = false,
  type = 'text',
  digits = false,
  maxLength,
  onEnter,
}: TextInputProps) {
  return (
    <div class="text-input">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="in"
        type={type}
        maxLength={maxLength}
        inputMode={digits ? 'numeric' : undefined}
        value={value}
        placeholder={placeholder}
        list={list}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        autocorrect="off"
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
        onKeyDown={onEnter && ((event) => event.key === 'Enter' && onEnter())}
      />
    </div>
  );
}
