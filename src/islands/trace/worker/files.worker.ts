import type { Arch } from '../../../engine/linux/index.ts';
import type { ReadFiles } from '../../../share/traceFile.ts';
import { readFiles } from './readFiles.ts';

/** What the worker is asked, and what it says until it has read all. */
export interface FilesAsked {
  files: readonly File[];
  arch: Arch;
}
export type FilesSaid = { bytes: number } | { read: ReadFiles } | 'ready' | 'failed';

/** So often it says how far it is. */
const EVERY_MS = 100;

const say = (said: FilesSaid) => postMessage(said);

say('ready');
addEventListener('message', ({ data: { files, arch } }: MessageEvent<FilesAsked>) => {
  let said = 0;
  const onRead = (bytes: number) => {
    const now = performance.now();
    if (now - said < EVERY_MS) return;
    said = now;
    say({ bytes });
  };
  readFiles(files, arch, onRead).then(
    (read) => say({ read }),
    () => say('failed'),
  );
});
