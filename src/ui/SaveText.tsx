export interface SaveTextProps {
  text: string;
  /** The file’s, whose ending says what it is. */
  name: string;
  label: string;
}

/** A button that saves a text as a file; nothing leaves the browser for it. */
export function SaveText({ text, name, label }: SaveTextProps) {
  return (
    <button type="button" class="btn" onClick={() => saveText(text, name)}>
      {label}
    </button>
  );
}

/** Saves a text as a file; nothing leaves the browser for it. */
export function saveText(text: string, name: string): void {
  const [, ending = ''] = /\.(\w+)$/.exec(name) ?? [];
  saveBlob(new Blob([text], { type: TYPES[ending] ?? 'text/plain' }), name);
}

const TYPES: Readonly<Record<string, string>> = { json: 'application/json', svg: 'image/svg+xml' };

/** Saves bytes as a file. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The browser takes the file up after the click, and may ask where to put it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
