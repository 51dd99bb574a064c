import type { ReadingShown } from './fileWords.ts';

export interface ReadingLineProps {
  id: string;
  reading: ReadingShown | undefined;
  onCancel: () => void;
}

/** How far files are read, and the way to stop it. The box is always there, so that its words are read out when they come. */
export function ReadingLine({ id, reading, onCancel }: ReadingLineProps) {
  return (
    <div class="reading-line">
      {reading && (
        <>
          <label for={`${id}-progress`}>{reading.words}</label>
          <progress id={`${id}-progress`} value={reading.bytes} max={Math.max(reading.of, 1)} />
          <button type="button" class="btn" onClick={onCancel}>
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
