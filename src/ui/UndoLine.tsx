export interface UndoLineProps {
  id?: string | undefined;
  words: string | undefined;
  /** What the button says, where it is not "Undo". */
  button?: string | undefined;
  onUndo: () => void;
}

/** What a change took away, with the way back. The box is always there, so that its words are read out when they come. */
export function UndoLine({ id, words, button = 'Undo', onUndo }: UndoLineProps) {
  return (
    <p id={id} class="undo-line" role="status">
      {words && (
        <>
          {words}{' '}
          <button type="button" class="link" onClick={onUndo}>
            {button}
          </button>
        </>
      )}
    </p>
  );
}
