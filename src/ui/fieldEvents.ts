/** What an editor in the place of a text area is told, and by which event. */
export interface FieldEvents {
  /** Puts the caret there, shows the place and gives the field the focus; its frame where nothing is to be typed. */
  'field-caret': { offset: number; typed: boolean };
  /** Scrolls so that the line is in the middle; caret and focus stay. */
  'field-reveal': { line: number };
  /** Lights the line that was jumped to, until the field is left or typed in. */
  'field-light': { line: number };
  /** Gives its text, to be printed. */
  'field-text': { give: (text: string) => void };
}

/** Tells the editor with this id; whether one was there and did it. */
export function tellField<Name extends keyof FieldEvents>(id: string, name: Name, detail: FieldEvents[Name]): boolean {
  const field = document.getElementById(id);
  return field !== null && !field.dispatchEvent(new CustomEvent(name, { detail, cancelable: true }));
}

/** Hears what is told to the editor on `element`; `heard` says whether it did it. Gives what ends it. */
export function hearField<Name extends keyof FieldEvents>(
  element: HTMLElement,
  name: Name,
  heard: (detail: FieldEvents[Name]) => boolean,
): () => void {
  const listener = (event: Event) => {
    if (event instanceof CustomEvent && heard(event.detail)) event.preventDefault();
  };
  element.addEventListener(name, listener);
  return () => element.removeEventListener(name, listener);
}
