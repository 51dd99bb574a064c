export interface UndoLineProps {
  /** That of the instrument. */
  id: string;
  /** The newest change that can be taken back: where it was made, and what it is called; `button` where that is not "Undo". */
  undo: { of: string; words: string; button?: string } | undefined;
  /** Where this line stands. */
  of: string;
  dispatch: (message: { kind: 'undo' }) => void;
}

/** What a change made from here did, with the way back. The box is always there, so that its words are read out when they come. */
export function UndoLine({ id, undo, of, dispatch }: UndoLineProps) {
  return (
    <p id={`${id}-undo-${of}`} class="undo-line" role="status">
      {undo?.of === of && (
        <>
          {undo.words}{' '}
          <button type="button" class="link" onClick={() => dispatch({ kind: 'undo' })}>
            {undo.button ?? 'Undo'}
          </button>
        </>
      )}
    </p>
  );
}
