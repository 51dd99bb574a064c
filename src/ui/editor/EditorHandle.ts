import type { Diagnostic } from '../../engine/text/index.ts';
import type { Completion } from '../Completion.ts';
import type { LineMark } from '../LineMark.ts';
import type { CodePlace } from './CodePlace.ts';

/** What stands out in the text. */
export interface EditorMarks {
  marks: readonly LineMark[];
  /** Underlined, with their messages. */
  problems: readonly Diagnostic[];
}

export interface EditorOptions {
  text: string;
  label: string;
  /** Id, within the shadow root, of how the keyboard works here. */
  describedBy: string;
  onText: (text: string) => void;
  /** What can be written at a place of the text. */
  complete: (place: CodePlace) => Completion['options'];
}

/** What the page may do with an editor. */
export interface EditorHandle {
  /** Another text, one step of undo away from the one before. */
  setText(text: string): void;
  setMarks(marks: EditorMarks): void;
  select(anchor: number, head: number): void;
  moveCaret(offset: number): void;
  reveal(line: number): void;
  /** Scrolls so that this many lines are above what is in sight. */
  scrollTo(lines: number, left: number): void;
  text(): string;
  focus(): void;
  destroy(): void;
}
