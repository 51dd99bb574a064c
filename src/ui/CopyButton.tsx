import { useEffect, useState } from 'preact/hooks';
import { copyLater, copyText } from './copyText.ts';

export interface CopyButtonProps {
  /** What is copied; a function where it is only known at the press, or later: then nothing is said where none came of it. */
  text: string | (() => string | Promise<string | undefined>);
  label: string;
  /** What it copies, for those who hear it among others of the same label. */
  of?: string;
  /** The button stands out as the first thing to do. */
  first?: boolean;
}

type Outcome = 'copied' | 'refused' | undefined;

const WORDS = {
  copied: 'Copied',
  refused: 'The browser refused to copy. Select the text and copy it yourself.',
} as const;

/** How long the outcome stays in sight. */
const SHOWN_MS = 4000;

/** A button that copies, and says whether it did: in its own place that it did, and in a live region, which shows a refusal beside it. */
export function CopyButton({ text, label, of, first = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>(undefined);
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    const given = typeof text === 'string' ? text : text();
    const copied = await (typeof given === 'string' ? copyText(given) : copyLater(given));
    setOutcome(copied === undefined ? undefined : copied ? 'copied' : 'refused');
  };
  return (
    <span class="copy">
      <button
        type="button"
        class={first ? 'btn first' : 'btn'}
        data-copied={outcome === 'copied' || undefined}
        onClick={() => void copy()}
      >
        <span>{label}</span>
        {of && <span class="visually-hidden"> {of}</span>}
      </button>
      <span class={outcome === 'copied' ? 'copy-outcome visually-hidden' : 'copy-outcome'} role="status">
        {outcome && WORDS[outcome]}
      </span>
    </span>
  );
}
