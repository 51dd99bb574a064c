import type { CompletionSource } from '@codemirror/autocomplete';
import type { Diagnostic } from '../../engine/text/index.ts';
import type { Completion } from '../Completion.ts';
import type { LineMark } from '../LineMark.ts';

/** A place in a JSON text where something is being written. */
export interface CodePlace {
  /** The keys that lead to it from the outermost object; lists count for nothing: `syscalls`, `args`, `op`. */
  path: readonly string[];
  /** Whether a key is written here or a value; the value of `path`'s last key, or an item of its list. */
  kind: 'key' | 'value';
  /** The keys that the object has already; empty for a value. */
  present: readonly string[];
  /** The other strings of the list that a value stands in. */
  beside: readonly string[];
  /** The word at the caret, without quotes: from where to where, and what of it stands before the caret. */
  start: number;
  end: number;
  word: string;
  /** Whether the word has its quotes. */
  quoted: boolean;
}

/** What stands out in the text. */
interface EditorMarks {
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
  /** What can be written at a place of the text; fails where its script does not load. */
  complete: (place: CodePlace) => Promise<Completion['options']>;
  /** The text is no JSON but lines, and this tells what can be written in them. */
  ofLines?: CompletionSource | undefined;
}

/** Who tells what can be written: in JSON, or in lines. */
export type Sources = readonly [EditorOptions['complete'], EditorOptions['ofLines']];

/** What the page may do with an editor. */
export interface EditorHandle {
  /** Another text, one step of undo away from the one before. */
  setText(text: string): void;
  setMarks(marks: EditorMarks): void;
  select(anchor: number, head: number): void;
  /** Puts the caret there and scrolls so that its line is in the middle; the page stays where it is. */
  moveCaret(offset: number): void;
  /** Scrolls so that the line is in the middle; the page and the caret stay where they are. */
  reveal(line: number): void;
  /** How far the middle of that place's line is below the window's top. */
  middleOf(offset: number): number;
  /** Scrolls so that this many lines are above what is in sight. */
  scrollTo(lines: number, left: number): void;
  text(): string;
  focus(): void;
  destroy(): void;
}
