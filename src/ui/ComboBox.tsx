import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Completion, CompletionOption } from './Completion.ts';

export interface ComboBoxProps {
  id: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  /** What can stand at the caret; undefined where there is nothing to offer. `asked`: the reader opened the list, also where the word is whole. */
  complete: (text: string, caret: number, asked: boolean) => Completion | undefined;
  /** Names the list for assistive technology: "Calls and constants". */
  listLabel: string;
  describedBy?: string | undefined;
  /** Shown once the list is closed: a word that is still being typed is no mistake. */
  invalid?: boolean;
  /** The value is no word of the reader's: what is pasted takes its place. */
  example?: boolean;
  /** Between the field and its list: what stays in sight while the list is open. */
  children?: ComponentChildren;
}

/** By then what was pasted is in the field. */
const PASTED_MS = 50;

interface Opened {
  completion: Completion;
  /** The index of the option that Enter takes; -1 for none. */
  active: number;
}

/**
 * A line of the kernel's words with a list of what can stand at the caret: an editable combobox with list autocompletion (WAI-ARIA Authoring
 * Practices, "Combobox"). The arrows choose, Enter or a tap takes, Escape closes, Tab goes on and takes nothing.
 */
export function ComboBox(props: ComboBoxProps) {
  const { id, label, value, onValue, complete, listLabel, describedBy, invalid, example, children } = props;
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<Opened | undefined>(undefined);
  /** Where the caret goes once the text that was taken is in the field. */
  const caret = useRef<number | undefined>(undefined);
  /** The text as it was when an option was taken. */
  const taken = useRef<string | undefined>(undefined);
  const listId = `${id}-list`;

  const openAt = (text: string, at: number, active: number, asked: boolean) => {
    const completion = complete(text, at, asked);
    setOpened(completion && { completion, active });
  };
  const take = ({ start, end }: Completion, { label, insert = label }: CompletionOption) => {
    const text = value.slice(0, start) + insert + value.slice(end);
    caret.current = start + insert.length;
    taken.current = text;
    onValue(text);
    openAt(text, caret.current, -1, false);
    input.current?.focus();
  };

  // Before the next key: what is typed then goes behind what was taken.
  useLayoutEffect(() => {
    if (caret.current === undefined) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  }, [value]);
  useEffect(() => {
    const option = opened && list.current?.children[opened.active];
    option?.scrollIntoView({ block: 'nearest' });
  }, [opened]);

  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    const at = input.current?.selectionEnd ?? value.length;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (!opened) return openAt(value, at, key === 'ArrowDown' ? 0 : -1, true);
      const { length } = opened.completion.options;
      const step = key === 'ArrowDown' ? 1 : -1;
      // Past either end stands "none", as before the first choice.
      setOpened({ ...opened, active: ((opened.active + 1 + step + length + 1) % (length + 1)) - 1 });
    } else if (key === 'Enter' && opened) {
      const option = opened.completion.options[opened.active];
      if (!option) return setOpened(undefined);
      event.preventDefault();
      take(opened.completion, option);
    } else if (key === 'Escape' && opened) {
      event.preventDefault();
      setOpened(undefined);
    } else if (key === 'ArrowLeft' || key === 'ArrowRight' || key === 'Home' || key === 'End') {
      setOpened(undefined);
    }
  };

  return (
    <div class="text-input combo-box">
      <label for={id}>{label}</label>
      <input
        ref={input}
        id={id}
        class="in"
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={opened !== undefined}
        aria-controls={listId}
        aria-activedescendant={opened && opened.active >= 0 ? `${listId}-${opened.active}` : undefined}
        aria-describedby={describedBy}
        aria-invalid={(invalid && !opened) || undefined}
        value={value}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        autocorrect="off"
        onBeforeInput={(event) => {
          const { value: text, selectionStart, selectionEnd } = event.currentTarget;
          const at = selectionStart === selectionEnd ? (selectionEnd ?? 0) : 0;
          // The sign that an option brought along is there already for who types it out of habit.
          if (text === taken.current && /^\W$/.test(event.data ?? '') && text[at - 1] === event.data)
            event.preventDefault();
          taken.current = undefined;
        }}
        onInput={({ currentTarget: { value: text, selectionEnd } }) => {
          onValue(text);
          openAt(text, selectionEnd ?? text.length, -1, false);
        }}
        onPaste={(event) => {
          const { currentTarget, clipboardData } = event;
          if (example) currentTarget.select();
          const pasted = clipboardData?.getData('text/plain').trim() ?? '';
          if (pasted.includes('\n')) {
            // A field of one line would put the lines into one.
            event.preventDefault();
            const { value: text, selectionStart, selectionEnd } = currentTarget;
            onValue(text.slice(0, selectionStart ?? 0) + pasted + text.slice(selectionEnd ?? text.length));
          }
          // A long line is read from its beginning; the caret is at its end.
          setTimeout(() => {
            currentTarget.scrollLeft = 0;
          }, PASTED_MS);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOpened(undefined)}
      />
      {children}
      {/* Always there, for aria-controls names it. */}
      <div ref={list} id={listId} role="listbox" aria-label={listLabel} hidden={!opened}>
        {opened?.completion.options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
          <div
            key={option.label}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === opened.active}
            onPointerDown={(event) => event.preventDefault()}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(opened.completion, option)}
          >
            {option.label}
            {option.detail && <small> {option.detail}</small>}
          </div>
        ))}
      </div>
    </div>
  );
}
