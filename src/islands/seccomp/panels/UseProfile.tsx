import type { Edit } from '../../../engine/text/index.ts';
import { PROFILE_FILE } from '../../../instrument/words/profileFile.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import { SaveText } from '../../../ui/SaveText.tsx';
import { UndoLine } from '../../../ui/UndoLine.tsx';
import type { UseRow } from '../words/runLines.ts';
import type { View } from '../words/select.ts';
import type { Panel } from './Panel.tsx';

export interface UseProfileProps {
  panel: Panel;
  use: NonNullable<View['use']>;
}

/** The lines that start a container as answered, and the profile to take along. */
export function UseProfile({ panel: { view, id, act, dispatch }, use: { rows, file, open } }: UseProfileProps) {
  const { text, undo } = view.profile;
  // The pressed button goes with what it helps against.
  const fix = (edits: readonly Edit[]) => act({ kind: 'fix', edits, of: 'use' }, 'use');
  return (
    <details class="use-profile panel-part" open={open}>
      <summary id={`${id}-use`}>{file ? 'Use this profile' : 'Start a container with these capabilities'}</summary>
      {file && (
        <p class="use-deeds">
          <CopyButton label="Copy profile" text={text} />
          <SaveText text={text} name={PROFILE_FILE} label={`Save ${PROFILE_FILE}`} />
        </p>
      )}
      <UndoLine id={id} undo={undo} of="use" dispatch={dispatch} />
      {rows.map((row) => (
        <Row key={row.tool} row={row} onFix={fix} />
      ))}
    </details>
  );
}

function Row({
  row: { tool, lines, caution, note, warning },
  onFix,
}: {
  row: UseRow;
  onFix: (edits: readonly Edit[]) => void;
}) {
  const fix = warning?.fix;
  const shape = lines ? 'shaped depends' : 'shaped deny';
  return (
    <div class="use-line">
      <p>
        <b>{tool}</b> {lines && <CopyButton label="Copy" of={`the lines for ${tool}`} text={lines} />}
      </p>
      {warning && (
        <p class={`use-warning ${shape}`}>
          <PhraseText phrase={warning.words} fieldId={undefined} />
        </p>
      )}
      {fix && (
        <button type="button" class="btn" onClick={() => onFix(fix.edits)}>
          {fix.label}
        </button>
      )}
      {caution && <p class={`use-warning ${shape}`}>{caution}</p>}
      {lines && <Lines text={lines} />}
      {note && <p class="use-note">{note}</p>}
    </div>
  );
}

/** A line of a config means something by its indent, so it runs on instead of being broken, and the keyboard scrolls it. A command goes on below. */
function Lines({ text }: { text: string }) {
  const isConfig = text.includes('\n');
  return (
    <pre class={isConfig ? 'config' : undefined} tabIndex={isConfig ? 0 : undefined}>
      <code>{text}</code>
    </pre>
  );
}
