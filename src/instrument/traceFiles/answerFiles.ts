import type { Arch } from '../../engine/linux/index.ts';
import { READY } from '../worker/answerMessages.ts';

/** What a worker is asked to read, and what it says until it has read all. */
export interface FilesAsked {
  files: readonly File[];
  arch: Arch;
}
export type FilesSaid<Read> = { bytes: number } | { read: Read } | typeof READY | 'failed';

/** So often it says how far it is. */
const EVERY_MS = 100;

/** Makes this thread one that reads files, with `read`, which tells how many bytes are read so far. */
export function answerFiles<Read>(
  read: (files: readonly File[], arch: Arch, onRead: (bytes: number) => void) => Promise<Read>,
): void {
  const say = (said: FilesSaid<Read>) => postMessage(said);
  say(READY);
  addEventListener('message', ({ data: { files, arch } }: MessageEvent<FilesAsked>) => {
    let said = 0;
    const onRead = (bytes: number) => {
      const now = performance.now();
      if (now - said < EVERY_MS) return;
      said = now;
      say({ bytes });
    };
    read(files, arch, onRead).then(
      (all) => say({ read: all }),
      () => say('failed'),
    );
  });
}
