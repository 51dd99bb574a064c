import { type ReadFiles, writeSavedTrace } from '../../../share/traceFile.ts';
import type { TraceLink } from '../../../share/traceLink.ts';
import { saveText } from '../../../ui/SaveText.tsx';

/** The way to take a state elsewhere that no link holds, since its trace was read of files: a file, which “Open a trace…” opens again. */
export function SaveState({ link, read }: { link: TraceLink; read: ReadFiles }) {
  const save = async () => saveText(await writeSavedTrace(link, read), 'trace-check.json');
  return (
    <span class="state-link">
      <span role="status">This trace is too long for a link. </span>
      <button type="button" class="btn" onClick={() => void save()}>
        Save as a file
      </button>
    </span>
  );
}
