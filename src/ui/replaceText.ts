import { tellField } from './fieldEvents.ts';

/**
 * Makes `after` of `before`, the text of the text area or editor with this id, as if it were typed, so that the browser's undo takes it back in one step; the
 * field tells its listeners itself. False where the field has another text (CR LF is never in it) or the browser can't: nothing has changed then.
 */
export function replaceText(fieldId: string, before: string, after: string): boolean {
  if (tellField(fieldId, 'field-replace', { before, after })) return true;
  const field = document.getElementById(fieldId);
  if (!(field instanceof HTMLTextAreaElement) || field.readOnly || field.value !== before) return false;
  const { start, end, text } = changedRange(before, after);
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  // Nothing else that a page can call enters the undo history; where it is gone, it answers false.
  const isMade = text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text);
  return isMade && field.value !== before;
}

/** The one stretch that makes `after` of `before`: what both begin and end with is left alone. */
export function changedRange(before: string, after: string): { start: number; end: number; text: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}
