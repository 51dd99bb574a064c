import { useEffect, useRef } from 'preact/hooks';

export interface OpenFilesProps {
  label: string;
  onFiles: (files: readonly File[]) => void;
}

/** A chooser of one or more files that looks like a button; the files are read by whom they are given to. */
export function OpenFiles({ label, onFiles }: OpenFilesProps) {
  const take = (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])];
    // Choosing the same file again must count as a change.
    input.value = '';
    if (files.length > 0) onFiles(files);
  };
  const chooser = useRef<HTMLInputElement>(null);
  // The browser keeps what was chosen before this script was there.
  useEffect(() => {
    if (chooser.current !== null) take(chooser.current);
  }, []);
  return (
    <label class="btn open-file">
      <input ref={chooser} type="file" multiple onChange={(event) => take(event.currentTarget)} />
      {label}
    </label>
  );
}

/** Lets files be dropped on an element, before anything within it takes the drop: properties of the element. */
export function filesDrop(onFiles: OpenFilesProps['onFiles']) {
  return {
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    },
    onDropCapture: (event: DragEvent) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      onFiles(files);
    },
  };
}
