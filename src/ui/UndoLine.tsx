/** What a change took away, with the way back. The box is always there, so that its words are read out when they come. */
export function UndoLine({ words, onUndo }: { words: string | undefined; onUndo: () => void }) {
  return (
    <p class="undo-line" role="status">
      {words && (
        <>
          {words}{' '}
          <button type="button" class="link" onClick={onUndo}>
            Undo
          </button>
        </>
      )}
    </p>
  );
}
