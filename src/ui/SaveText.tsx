export interface SaveTextProps {
  text: string;
  name: string;
}

/** A button that saves a text as a file; nothing leaves the browser for it. */
export function SaveText({ text, name }: SaveTextProps) {
  return (
    <button type="button" class="btn" onClick={() => saveText(text, name)}>
      Save as a file
    </button>
  );
}

function saveText(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The browser takes the file up after the click.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
