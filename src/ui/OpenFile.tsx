import { OpenFiles, type OpenFilesProps } from './OpenFiles.tsx';
import { type OpenedFile, openFile } from './openedFile.ts';

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
