import { UndoLine } from '../../../../ui/UndoLine.tsx';
import type { Dispatch } from '../../state/Message.ts';
import type { Undo } from '../../state/State.ts';
import type { View } from '../../words/select.ts';

export interface TextUndoProps {
  id: string;
  undo: View['profile']['undo'];
  /** Where it stands. */
  of: Undo['of'];
  dispatch: Dispatch;
}

/** What was done to the text from here, with the way back; empty where it was done elsewhere. */
export function TextUndo({ id, undo, of, dispatch }: TextUndoProps) {
  const shown = undo?.of === of ? undo : undefined;
  return (
    <UndoLine
      id={`${id}-undo-${of}`}
      words={shown?.words}
      button={shown?.button}
      onUndo={() => dispatch({ kind: 'undo' })}
    />
  );
}
