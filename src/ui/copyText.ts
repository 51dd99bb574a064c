/**
 * Puts `text` on the clipboard; false where the browser refuses. Pages served without TLS have no
 * `navigator.clipboard`, so a selected field and the old command stand in.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** The same for a text that takes a moment; undefined where none came of it. Some browsers allow no writing but in the press itself, and so get the promise. */
export async function copyLater(text: Promise<string | undefined>): Promise<boolean | undefined> {
  const blob = text.then((ready) => {
    if (ready === undefined) throw new Error('Nothing to copy.');
    return new Blob([ready], { type: 'text/plain' });
  });
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
    return true;
  } catch {
    blob.catch(() => undefined);
    const ready = await text;
    return ready === undefined ? undefined : copyText(ready);
  }
}

function copySelected(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'visually-hidden';
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return copied;
}
