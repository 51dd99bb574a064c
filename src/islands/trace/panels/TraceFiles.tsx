import type { Dispatch } from '../state/State.ts';
import type { FileShown, ReadingShown } from '../words/fileWords.ts';

/** How far files are read, and the way to stop it. The box is always there, so that its words are read out when they come. */
export function ReadingLine({
  id,
  reading,
  dispatch,
}: {
  id: string;
  reading: ReadingShown | undefined;
  dispatch: Dispatch;
}) {
  return (
    <div class="trace-reading">
      {reading && (
        <>
          <label for={`${id}-progress`}>{reading.words}</label>
          <progress id={`${id}-progress`} value={reading.bytes} max={Math.max(reading.of, 1)} />
          <button type="button" class="btn" onClick={() => dispatch({ kind: 'files-cancel' })}>
            Cancel
          </button>
        </>
      )}
      <span class="visually-hidden" role="status">
        {reading?.said}
      </span>
    </div>
  );
}

/** What stands in the text field's place while files are the trace. */
export function TraceFiles({ file: { name, size }, dispatch }: { file: FileShown; dispatch: Dispatch }) {
  return (
    <p class="trace-file">
      <span>
        <strong>{name}</strong> ({size}). Only its calls are kept, not its text.
      </span>
      <button type="button" class="btn" onClick={() => dispatch({ kind: 'files-remove' })}>
        Remove the file
      </button>
    </p>
  );
}
