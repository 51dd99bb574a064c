import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface TextBoxProps {
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
export function TextBox({ id, label, value, rows, onValue }: TextBoxProps) {
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
