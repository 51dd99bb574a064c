import { useEffect, useState } from 'preact/hooks';

export interface CopyButtonProps {
  /** What is copied; a function where it is only known after the press: then nothing is said where none came of it. */
  text: string | (() => Promise<string | undefined>);
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
    const copied = await (typeof text === 'string' ? copyText(text) : copyLater(text()));
    setOutcome(copied === undefined ? copied : copied ? 'copied' : 'refused');
  };
  const isCopied = outcome === 'copied';
  return (
    <span class="copy">
      <button
        type="button"
        class={first ? 'btn first' : 'btn'}
        data-copied={isCopied || undefined}
        onClick={() => void copy()}
      >
        <span>{label}</span>
        {of && <span class="visually-hidden"> {of}</span>}
      </button>
      <span class={isCopied ? 'copy-outcome visually-hidden' : 'copy-outcome'} role="status">
        {outcome && WORDS[outcome]}
      </span>
    </span>
  );
}

/**
 * Puts `text` on the clipboard; false where the browser refuses. Pages served without TLS have no
 * `navigator.clipboard`, so a selected field and the old command stand in.
 */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** The same for a text that takes a moment; undefined where none came of it. Some browsers allow no writing but in the press itself, and so get the promise. */
async function copyLater(text: Promise<string | undefined>): Promise<boolean | undefined> {
  const blob = text.then((ready) =>
    ready === undefined ? Promise.reject() : new Blob([ready], { type: 'text/plain' }),
  );
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
    return true;
  } catch {
    blob.catch(() => undefined);
    const ready = await text;
    return ready === undefined ? undefined : copyText(ready);
  }
}

function copySelected(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'visually-hidden';
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return copied;
}
