export interface OtherStackProps {
  /** What the list of stacks calls it. */
  label: string;
  /** The one program of it that makes the difference, with its release, where the stack's name does not tell. */
  program?: string | undefined;
  /** What it answers, as a part of a sentence. */
  headline: string;
  onCheck: () => void;
}

/** What another stack answers otherwise, unasked, with the way to it. */
export function OtherStack({ label, program, headline, onCheck }: OtherStackProps) {
  return (
    <p>
      {label}
      {program && `, with ${program},`} answers differently: <strong>{headline}</strong>.{' '}
      <button type="button" class="btn" onClick={onCheck}>
        Check with {label}
      </button>
    </p>
  );
}
