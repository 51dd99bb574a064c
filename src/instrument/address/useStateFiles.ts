import { useEffect } from 'preact/hooks';
import { LINK_LIMITS } from '../../share/linkLimits.ts';
import { isStateFileName, readStateFile } from '../../share/stateFile.ts';
import { keepState, tabStorage } from './tabStore.ts';

/**
 * On an instrument's own page, a file that keeps a state opens it, wherever on the page it is dropped or chosen: as another entry of the tab's history, so that
 * the way back has what was there. A state of another instrument opens on that one's page. `own`: the page's path; `onRefused`: of a file that is no state.
 */
export function useStateFiles(isPage: boolean, own: string, onRefused: (name: string) => void): void {
  useEffect(() => {
    if (!isPage) return;
    const take = async (file: File) => {
      const kept = file.size > MOST_BYTES ? undefined : await readStateFile(await file.text());
      const address = kept && addressFor(kept.fragment, file.size);
      if (kept === undefined || address === undefined) onRefused(file.name);
      else location.assign(`${own.replace(/\/play\/[a-z-]+\/$/, kept.page)}#${address}`);
    };
    // Before any field takes the file as a text of its own.
    const onDrop = (event: DragEvent) => {
      const file = stateFileIn(event.dataTransfer?.files);
      if (!file) return;
      event.preventDefault();
      event.stopPropagation();
      void take(file);
    };
    const onDragOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const onChange = (event: Event) => {
      const input = event.target;
      const file = input instanceof HTMLInputElement ? stateFileIn(input.files) : undefined;
      if (!file || !(input instanceof HTMLInputElement)) return;
      event.stopPropagation();
      input.value = '';
      void take(file);
    };
    addEventListener('drop', onDrop, { capture: true });
    addEventListener('dragover', onDragOver);
    addEventListener('change', onChange, { capture: true });
    return () => {
      removeEventListener('drop', onDrop, { capture: true });
      removeEventListener('dragover', onDragOver);
      removeEventListener('change', onChange, { capture: true });
    };
  }, [isPage, own, onRefused]);
}

/** More than any instrument keeps. */
const MOST_BYTES = 16_000_000;

function stateFileIn(files: FileList | null | undefined): File | undefined {
  return [...(files ?? [])].find(({ name }) => isStateFileName(name));
}

/** The fragment itself where links hold as much, else the address under which this tab keeps it; undefined where it has no room. */
function addressFor(fragment: string, bytes: number): string | undefined {
  if (fragment.length <= LINK_LIMITS.fragment && bytes <= LINK_LIMITS.bytes) return fragment;
  return keepState(tabStorage(), Date.now().toString(36), fragment);
}
