import { applyEdits, type Edit } from '../../engine/text/index.ts';
import type { Change } from './Change.ts';
import type { Source } from './Source.ts';
import type { Message, State, Undo, Whole } from './State.ts';
import { wholeOf } from './wholes.ts';

/** Another text in the place of the present one. */
export function replaced(state: State, next: Whole): Change {
  const { text, source, container } = next;
  const { arch, kernel } = state.target;
  return {
    text,
    source,
    target: { arch, kernel, ...container },
    undo: undefined,
    past: remembered(state.past, wholeOf(state), next),
  };
}

/** More steps than that are only letters to the editor's undo. */
const MOST_REMEMBERED = 20;

/** What the editor's undo may bring back: the newest of each text, newest last. */
export function remembered(past: readonly Whole[], ...wholes: readonly Whole[]): readonly Whole[] {
  const others = past.filter(({ text }) => wholes.every((whole) => whole.text !== text));
  return [...others, ...wholes].slice(-MOST_REMEMBERED);
}

/** Whether the problems in sight are those of the present text; else their places, and their fixes, are of an older one. */
export function problemsHold({ text, answer }: State): boolean {
  return answer.question.text === text;
}

/** The text with edits made, which one step takes back; nothing where they are of another text. */
export function mended(state: State, edits: readonly Edit[], of: Undo['of']): Change {
  if (!problemsHold(state)) return {};
  const next = { ...wholeOf(state), text: applyEdits(state.text, edits), source: ownSource(state) };
  return { ...replaced(state, next), undo: { of, done: 'mended', isBack: false, before: wholeOf(state) } };
}

/** Takes the newest change back, or makes it again. */
export function undone(state: State): Change {
  const { undo } = state;
  if (undo === undefined) return {};
  return { ...replaced(state, undo.before), undo: { ...undo, isBack: !undo.isBack, before: wholeOf(state) } };
}

/** A text that was there before is it again, as with the editor's own undo: its name and its runtime come with it. */
export function typed(state: State, text: string): Change {
  const before = state.past.findLast((whole) => whole.text === text);
  if (before) return { ...replaced(state, before), typing: true };
  const past = 'preset' in state.source ? remembered(state.past, wholeOf(state)) : state.past;
  return { text, source: ownSource(state), past, undo: undefined, typing: true };
}

/** A file's name stays with its text while it is edited; a preset's does not. */
const ownSource = ({ source }: State): Source => ('preset' in source ? {} : source);

/** A file's text in the place of the present one, or what is wrong with the file. */
export function fileChange(
  state: State,
  { name, value, diagnostics }: Extract<Message, { kind: 'file' }>['file'],
): Change {
  if (value === undefined) return { notices: diagnostics, changed: state.changed };
  const before = wholeOf(state);
  const next = { ...replaced(state, { ...before, text: value, source: { name } }), notices: diagnostics };
  return 'preset' in state.source ? next : { ...next, undo: { of: 'text', done: 'opened', isBack: false, before } };
}
