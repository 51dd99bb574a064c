import { type OpenedFile, openFile } from './openedFile.ts';

export interface OpenFileProps {
  label: string;
  /** File name endings and media types to offer first, e.g. ".json,application/json". */
  accept?: string;
  onFile: (file: OpenedFile) => void;
}

/** A file chooser that looks like a button; the input itself keeps keyboard and focus. */
export function OpenFile({ label, accept, onFile }: OpenFileProps) {
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    const opened = await openFile(file);
    // Choosing the same file again must count as a change.
    input.value = '';
    onFile(opened);
  };
  return (
    <label class="btn open-file">
      <input type="file" accept={accept} onChange={(event) => void take(event.currentTarget)} />
      {label}
    </label>
  );
}
