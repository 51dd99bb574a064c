import { tellField } from './fieldEvents.ts';

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

/** Puts the caret at `offset`, on `line`, of the LineField or CodeField with this id, gives it the focus and shows the line, lit. */
export function moveCaret(fieldId: string, offset: number, line: number): void {
  if (tellField(fieldId, 'field-caret', { offset })) return;
  const field = document.getElementById(fieldId);
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.focus({ preventScroll: true });
  field.setSelectionRange(offset, offset);
  // The frame comes into view first: on a phone it can be a screen away from the button that was pressed.
  field.closest('.line-field')?.scrollIntoView({ block: 'nearest' });
  revealLine(fieldId, line);
  tellField(fieldId, 'field-light', { line });
}
