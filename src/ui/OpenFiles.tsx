import { type OpenedFile, openFile } from './openedFile.ts';
import { useEarlyElement } from './useEarlyElement.ts';

export interface OpenFilesProps {
  label: string;
  /** File name endings and media types to offer first, e.g. ".json,application/json". */
  accept?: string | undefined;
  /** One file, not several. */
  single?: boolean;
  onFiles: (files: readonly File[]) => void;
}

/** A file chooser that looks like a button; the input itself keeps keyboard and focus. The files are read by whom they are given to. */
export function OpenFiles({ label, accept, single = false, onFiles }: OpenFilesProps) {
  const take = (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])];
    // Choosing the same file again must count as a change.
    input.value = '';
    if (files.length > 0) onFiles(files);
  };
  return (
    <label class="btn open-file">
      <input
        ref={useEarlyElement(take)}
        type="file"
        accept={accept}
        multiple={!single}
        onChange={(event) => take(event.currentTarget)}
      />
      {label}
    </label>
  );
}

export interface OpenFileProps extends Pick<OpenFilesProps, 'label' | 'accept'> {
  onFile: (file: OpenedFile) => void;
}

/** A chooser of one file, which is read as text. */
export function OpenFile({ label, accept, onFile }: OpenFileProps) {
  const take = ([file]: readonly File[]) => {
    if (file) void openFile(file).then(onFile);
  };
  return <OpenFiles label={label} accept={accept} single onFiles={take} />;
}
