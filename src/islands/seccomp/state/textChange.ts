import { applyEdits, type Diagnostic, type Edit, formatJson } from '../../../engine/text/index.ts';
import { callAlone } from '../../../engine/trace/index.ts';
import { SECCOMP_LINK_DEFAULTS } from '../../../share/seccompLink.ts';
import type { OpenedFile } from '../../../ui/openedFile.ts';
import type { Asked, Change, ReaderMessage, Snapshot, Source, State, Subject, Undo } from './Message.ts';
import { chosen, ownOf, remembered, snapshotOf, withCapabilities } from './stackTarget.ts';
import { toggleCapability } from './target.ts';

/** Another text in the place of the present one. */
function replaced(state: State, next: Snapshot): Change {
  const { text, source, container, stack } = next;
  const { arch, kernel } = state.asked.target;
  return {
    asked: askedOf(state, { text, source, target: { arch, kernel, ...container } }),
    stack,
    undo: undefined,
    past: remembered(state.past, snapshotOf(state), next),
  };
}

/** Another text in the place of the present one, which stays in the list of profiles if it is the reader's own. */
export const givenWay = (state: State, next: Snapshot): Change => ({ ...replaced(state, next), own: ownOf(state) });

/** A change of the present text that one step takes back. */
function undoable(state: State, next: Partial<Snapshot>, of: Undo['of'], words: string): Change {
  const before = snapshotOf(state);
  return { ...replaced(state, { ...before, ...next }), undo: { of, words, isBack: false, before } };
}

/** Whether the problems in sight are those of the present text; else their places, and their fixes, are of an older one. */
export const problemsHold = ({ asked, answer }: State): boolean => answer.question.text === asked.text;

/** What a change of the text is called where its button was. */
const DONE = { text: 'Fixed.', findings: 'Fixed.', answer: 'Profile changed.', start: 'Added.', use: 'Added.' };

/** The text with edits made; nothing where they are of another text. */
export function edited(state: State, edits: readonly Edit[], of: Undo['of']): Change {
  if (!problemsHold(state)) return {};
  return undoable(state, { text: applyEdits(state.asked.text, edits), source: ownSource(state) }, of, DONE[of]);
}

/** The edits of every fix that overlaps none before it. */
export function separateEdits(problems: readonly Diagnostic[]): Edit[] {
  const taken: Edit[] = [];
  for (const { fix } of problems) {
    const free = fix?.every((edit) => taken.every(({ start, end }) => edit.end <= start || edit.start >= end));
    if (fix && free) taken.push(...fix);
  }
  return taken;
}

/** The text with its tokens laid out anew; nothing where it is no JSON. */
export function formatted(state: State): Change {
  const text = formatJson(state.asked.text);
  return text === undefined ? {} : undoable(state, { text, source: ownSource(state) }, 'text', 'Formatted.');
}

/** An empty text, for another to be pasted. */
export function cleared(state: State): Change {
  const change = undoable(state, { text: '', source: {} }, 'text', 'Cleared. Paste your profile here.');
  return { ...change, own: ownOf(state) };
}

/** A file's text in the place of the present one, or what is wrong with the file. */
export function fileChange(state: State, { name, value, diagnostics }: OpenedFile): Change {
  if (value === undefined) return { notices: diagnostics, changed: state.changed };
  const change = undoable(state, { text: value, source: { name } }, 'text', 'The file replaced your text.');
  return { ...change, notices: diagnostics, ...('preset' in state.asked.source && { undo: undefined }) };
}

/** What lets the refused call pass, in one step: capabilities that the container is given, and edits of the text. */
export function offerTaken(state: State, { edits, capabilities }: Extract<ReaderMessage, { kind: 'offer' }>): Change {
  const { call, target } = state.asked;
  const given = capabilities.reduce((held, each) => toggleCapability(held, each, true), target.capabilities);
  // What strace saw was before the change.
  const asked = { ...state.asked, call: callAlone(call) };
  const held =
    capabilities.length === 0
      ? { asked }
      : chosen({ ...state, asked }, (container) => withCapabilities(container, given));
  if (edits.length === 0) return held;
  const { undo, ...change } = edited({ ...state, ...held }, edits, 'answer');
  return undo === undefined ? {} : { ...held, ...change, undo: { ...undo, before: snapshotOf(state) } };
}

/** Takes the newest change back, or makes it again. */
export function undone(state: State): Change {
  const { undo } = state;
  if (undo === undefined) return {};
  return { ...replaced(state, undo.before), undo: { ...undo, isBack: !undo.isBack, before: snapshotOf(state) } };
}

/** A text that was there before is it again, as with the editor's own undo: its name and its runtime come with it. */
export function typed(state: State, text: string): Change {
  const before = state.past.findLast((snapshot) => snapshot.text === text);
  if (before) return { ...replaced(state, before), typing: true };
  const { source, target } = state.asked;
  return {
    asked: askedOf(state, { text, source: ownSource(state), target }),
    past: 'preset' in source ? remembered(state.past, snapshotOf(state)) : state.past,
    undo: undefined,
    typing: true,
  };
}

/** A file's name stays with its text while it is edited; a preset's does not. */
const ownSource = ({ asked: { source } }: State): Source => ('preset' in source ? {} : source);

/** The question to put to another text. The one that the page opens with is for the site's profiles; a text of the reader's own begins without a question. */
function askedOf(state: State, next: Subject): Asked {
  const { asked } = state;
  const isAnother = isAnotherText(asked.text, next.text);
  // What answered before answers for no other text.
  const about = { ...asked, ...next, ...(isAnother && { last: undefined }) };
  const [wasOwn, isOwn] = [asked.source, next.source].map((source) => !('preset' in source));
  if (wasOwn && !isOwn && asked.call.trim() === '') return { ...about, call: SECCOMP_LINK_DEFAULTS.call };
  return !wasOwn && isOwn && isAnother && isPagesQuestion(state) ? { ...about, call: '' } : about;
}

/** Whether the question is still what the page opens with. */
export function isPagesQuestion({ asked: { call, roadsOf }, opened }: State): boolean {
  return call === SECCOMP_LINK_DEFAULTS.call && call === opened.link.call && roadsOf === undefined;
}

/** Whether a text took the place of another, rather than being changed: it shares neither half of its letters with it, nor half of its lines. */
function isAnotherText(before: string, after: string): boolean {
  if (sharedEnds(before, after) * 2 > Math.min(before.length, after.length)) return false;
  const [lines, others] = [before, after].map((text) => new Set(text.split('\n').map((line) => line.trim())));
  if (lines === undefined || others === undefined) return true;
  const kept = [...lines].filter((line) => line.length > 2 && others.has(line)).length;
  return kept * 2 <= Math.min(lines.size, others.size);
}

/** How many letters both texts begin and end with. */
function sharedEnds(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let begin = 0;
  while (begin < most && one.charCodeAt(begin) === other.charCodeAt(begin)) begin++;
  let end = 0;
  while (end < most - begin && one.charCodeAt(one.length - 1 - end) === other.charCodeAt(other.length - 1 - end)) end++;
  return begin + end;
}
