export interface TextBoxProps {
  id: string;
  label: string;
  value: string;
  rows: number;
  describedBy?: string;
  onValue: (value: string) => void;
}

/** Lines of the kernel's words: set in its type, never wrapped, checked or completed. */
export function TextBox({ id, label, value, rows, describedBy, onValue }: TextBoxProps) {
  return (
    <div class="exercise-box">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        class="in"
        rows={rows}
        value={value}
        wrap="off"
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        aria-describedby={describedBy}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </div>
  );
}
