import { OpenFiles, type OpenFilesProps } from './OpenFiles.tsx';
import { type OpenedFile, openFile } from './openedFile.ts';

export interface OpenFileProps extends Pick<OpenFilesProps, 'label' | 'accept'> {
  /** How it is read; left out: whole, as any field takes it. */
  open?: (file: File) => Promise<OpenedFile>;
  onFile: (file: OpenedFile) => void;
}

/** A chooser of one file, which is read as text. */
export function OpenFile({ label, accept, open = openFile, onFile }: OpenFileProps) {
  const take = ([file]: readonly File[]) => {
    if (file) void open(file).then(onFile);
  };
  return <OpenFiles label={label} accept={accept} single onFiles={take} />;
}
