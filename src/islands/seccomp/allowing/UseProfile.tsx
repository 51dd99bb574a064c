import { CopyButton } from '../../../ui/CopyButton.tsx';
import { PROFILE_FILE, type RunLine } from './runLines.ts';

export interface UseProfileProps {
  text: string;
  lines: readonly RunLine[];
  /** The profile is a file of the reader's. */
  file: boolean;
  /** It was changed from the answer, and is to be taken along. */
  open: boolean;
}

/** The lines that start a container as answered, and the profile to take along. */
export function UseProfile({ text, lines, file, open }: UseProfileProps) {
  return (
    <details class="use-profile" open={open}>
      <summary>{file ? 'Use this profile' : 'Start a container with these capabilities'}</summary>
      {file && (
        <p class="use-deeds">
          <CopyButton label="Copy profile" text={text} />
          <button type="button" class="btn" onClick={() => save(text)}>
            Save {PROFILE_FILE}
          </button>
        </p>
      )}
      {lines.map(({ tool, lines: typed, note }) => (
        <div key={tool} class="use-line">
          <p>
            <b>{tool}</b> <CopyButton label="Copy" of={`the lines for ${tool}`} text={typed} />
          </p>
          <pre>
            <code>{typed}</code>
          </pre>
          {note && <p class="use-note">{note}</p>}
        </div>
      ))}
    </details>
  );
}

/** As a download: the browser gives it another name where there is one of this. */
function save(text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = href;
  link.download = PROFILE_FILE;
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
