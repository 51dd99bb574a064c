export interface AnswerStripProps {
  lines: readonly string[];
  /** Brings the answer into sight. */
  onShow: () => void;
}

/** The answer in short where its own place may be out of sight; for eyes alone, as the live region reads it out. */
export function AnswerStrip({ lines, onShow }: AnswerStripProps) {
  if (lines.length === 0) return null;
  return (
    <p class="answer-strip" data-answer="">
      <span aria-hidden="true">
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </span>
      <button type="button" class="btn" onClick={onShow}>
        Show answer
      </button>
    </p>
  );
}
