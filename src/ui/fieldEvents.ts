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

/** Scrolls the LineField or CodeField with this id so that `line` is in its middle; the page and the caret stay where they are. */
export function revealLine(fieldId: string, line: number): void {
  if (tellField(fieldId, 'field-reveal', { line })) return;
  const field = document.getElementById(fieldId);
  const scroller = field?.parentElement;
  if (!(field instanceof HTMLTextAreaElement) || !scroller) return;
  const lineHeight = Number.parseFloat(getComputedStyle(field).lineHeight);
  if (!Number.isFinite(lineHeight)) return;
  scroller.scrollTo({ top: (line - 0.5) * lineHeight - scroller.clientHeight / 2, left: 0 });
}

/**
 * Puts the caret at `offset`, on `line`, of the LineField or CodeField with this id, shows the line, lit, in the middle of what is seen, and gives the
 * field the focus: its text, or under a finger its frame, for a keyboard on the screen would come up over the line.
 */
export function moveCaret(fieldId: string, offset: number, line: number): void {
  const typed = !matchMedia('(pointer: coarse)').matches;
  if (tellField(fieldId, 'field-caret', { offset, typed })) return;
  const field = document.getElementById(fieldId);
  if (!(field instanceof HTMLTextAreaElement)) return;
  const frame = field.closest<HTMLElement>('.line-field-frame');
  (typed ? field : frame)?.focus({ preventScroll: true });
  field.setSelectionRange(offset, offset);
  revealLine(fieldId, line);
  const lineHeight = Number.parseFloat(getComputedStyle(field).lineHeight);
  if (frame) showOnPage(frame, () => field.getBoundingClientRect().top + (line - 0.5) * lineHeight);
  tellField(fieldId, 'field-light', { line });
}

/** Gives the LineField or CodeField with this id the focus, for a text to be pasted or typed. At once: a text may come while the page still scrolls. */
export function focusField(fieldId: string): void {
  const field = document.getElementById(fieldId);
  field?.closest('.line-field-frame')?.scrollIntoView({ block: 'center', behavior: 'instant' });
  if (!tellField(fieldId, 'field-caret', { offset: 0, typed: true })) field?.focus({ preventScroll: true });
}

/** No scrolling takes longer. */
const SCROLL_MS = 2000;

/**
 * Scrolls the page so that what `middleOf` tells, a height in the window, is in the middle of what is seen, unless the whole frame around it is in sight.
 * What arrives above it meanwhile, such as an answer, moves it: then the page follows once it has come to rest.
 */
export function showOnPage(frame: Element, middleOf: () => number): void {
  const seen = window.visualViewport?.height ?? innerHeight;
  const { top, bottom } = frame.getBoundingClientRect();
  if (top >= 0 && bottom <= seen) return;
  const onPage = () => middleOf() + scrollY;
  const before = onPage();
  const follow = () => scrollBy({ top: onPage() - before });
  addEventListener('scrollend', follow, { once: true, signal: AbortSignal.timeout(SCROLL_MS) });
  scrollBy({ top: middleOf() - seen / 2 });
}
