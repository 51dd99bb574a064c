import { applyEdits, type Diagnostic } from '../engine/text/index.ts';
import { LineField } from './LineField.tsx';
import type { LineMark } from './LineMark.ts';
import { OpenFile } from './OpenFiles.tsx';
import type { OpenedFile } from './openedFile.ts';
import { ProblemList } from './ProblemList.tsx';
import { UndoLine, type UndoLineProps } from './UndoLine.tsx';

export interface OwnProfileProps {
  /** That of the instrument. */
  id: string;
  text: string;
  marks: readonly LineMark[];
  problems: readonly Diagnostic[];
  undo: UndoLineProps['undo'];
  /** What holds while the field is empty. */
  whenEmpty: string;
  dispatch: UndoLineProps['dispatch'];
  onText: (text: string) => void;
  onFile: (file: OpenedFile) => void;
}

/** A field for a seccomp profile of the reader's own, with what is wrong with it. */
export function OwnProfile({ id, text, marks, problems, undo, whenEmpty, dispatch, onText, onFile }: OwnProfileProps) {
  const fieldId = `${id}-profile`;
  return (
    <div class="field own-profile">
      <LineField
        id={fieldId}
        label="Your profile"
        text={text}
        marks={marks}
        minRows={4}
        maxRows={14}
        describedBy={problems.length > 0 ? `${fieldId}-problems` : undefined}
        onText={onText}
        onFile={onFile}
      />
      <p>
        <OpenFile label="Open a profile…" accept=".json,application/json" onFile={onFile} />
      </p>
      <UndoLine id={id} undo={undo} of="profile" dispatch={dispatch} />
      <ProblemList fieldId={fieldId} items={problems} onFix={({ fix = [] }) => onText(applyEdits(text, fix))} />
      {text.trim() === '' && <p class="own-profile-empty">{whenEmpty}</p>}
    </div>
  );
}
