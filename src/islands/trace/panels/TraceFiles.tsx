import type { FileShown } from '../../../instrument/traceFiles/fileWords.ts';
import type { Dispatch } from '../state/State.ts';

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
