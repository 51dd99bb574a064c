import { bytesText, type Parsed, refused } from '../engine/text/index.ts';

/** Lets files be dropped on an element, before anything within it takes the drop: properties of the element. */
export function filesDrop(onFiles: (files: readonly File[]) => void) {
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

/** A file that the reader dropped or chose, read as text; `value` is undefined where it is no text we can take. */
export interface OpenedFile extends Parsed<string> {
  name: string;
}

/** No profile or subuid file comes near this; more would freeze the page. */
export const MAX_FILE_BYTES = 1024 * 1024;

/**
 * Reads a file as the tools do that it is for (`bytesText`), with "\n" line ends, as a text field shows it. Never throws: a file that is too large, binary or
 * unreadable comes back with a diagnostic and no value.
 */
export async function openFile(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<OpenedFile> {
  const { name } = file;
  if (file.size > MAX_FILE_BYTES) {
    const message = `${name} has ${file.size} bytes; at most ${MAX_FILE_BYTES} are read.`;
    return { name, ...refused('file-too-large', message, 'Open a smaller file.') };
  }
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { name, ...refused('file-unreadable', `${name} can’t be read.`, 'Choose it again, or paste its text.') };
  }
  const { value, diagnostics } = bytesText(name, bytes);
  return {
    name,
    value: value?.replace(/\r\n?/g, '\n'),
    diagnostics: diagnostics.map((each) =>
      value === undefined ? each : { ...each, hint: `${each.hint} Its text is shown here as it would be then.` },
    ),
  };
}

/** Lets a file be dropped on an element and reads it: properties of the element. */
export const fileDrop = (onFile: (file: OpenedFile) => void) =>
  filesDrop(([file]) => {
    if (file) void openFile(file).then(onFile);
  });
