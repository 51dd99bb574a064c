import { tellField } from './fieldEvents.ts';

/** Gives the LineField or CodeField with this id the focus, for a text to be pasted or typed. At once: a text may come while the page still scrolls. */
export function focusField(fieldId: string): void {
  const field = document.getElementById(fieldId);
  field?.closest('.line-field-frame')?.scrollIntoView({ block: 'center', behavior: 'instant' });
  if (!tellField(fieldId, 'field-caret', { offset: 0, typed: true })) field?.focus({ preventScroll: true });
}
