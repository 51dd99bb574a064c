import { applyEdits, type Edit, formatJson } from '../../../engine/text/index.ts';
import { SECCOMP_LINK_DEFAULTS } from '../../../share/seccompLink.ts';
import { chosen, withCapabilities } from './container.ts';
import type { Message } from './Message.ts';
import type { Source } from './Question.ts';
import type { Change, Snapshot, State, Undo } from './State.ts';
import { snapshotOf } from './snapshot.ts';
import { toggleCapability } from './target.ts';

/** Another text in the place of the present one. */
export function replaced(state: State, next: Snapshot): Change {
  const { text, source, container } = next;
  const { arch, kernel } = state.target;
  return {
    text,
    source,
    target: { arch, kernel, ...container },
    undo: undefined,
    past: remembered(state.past, snapshotOf(state), next),
    ...lastFor(state, next),
    ...questionFor(state, next),
  };
}

/** More steps than that are only letters to the editor's undo. */
const MOST_REMEMBERED = 20;

/** What the editor's undo may bring back: the newest of each text, newest last. */
export function remembered(past: readonly Snapshot[], ...wholes: readonly Snapshot[]): readonly Snapshot[] {
  const others = past.filter(({ text }) => wholes.every((whole) => whole.text !== text));
  return [...others, ...wholes].slice(-MOST_REMEMBERED);
}

/** Whether the problems in sight are those of the present text; else their places, and their fixes, are of an older one. */
export function problemsHold({ text, answer }: State): boolean {
  return answer.question.text === text;
}

/** The text with edits made, which one step takes back; nothing where they are of another text. */
export function edited(state: State, edits: readonly Edit[], of: Undo['of']): Change {
  if (!problemsHold(state)) return {};
  const next = { ...snapshotOf(state), text: applyEdits(state.text, edits), source: ownSource(state) };
  return { ...replaced(state, next), undo: { of, done: 'fixed', isBack: false, before: snapshotOf(state) } };
}

/** The text with its tokens laid out anew, which one step takes back; nothing where it is no JSON. */
export function formatted(state: State): Change {
  const text = formatJson(state.text);
  if (text === undefined) return {};
  const before = snapshotOf(state);
  const next = replaced(state, { ...before, text, source: ownSource(state) });
  return { ...next, undo: { of: 'text', done: 'formatted', isBack: false, before } };
}

/** What lets the refused call pass, in one step: capabilities that the container is given, and edits of the text. */
export function offerTaken(state: State, { edits, capabilities }: Extract<Message, { kind: 'offer' }>): Change {
  const given = capabilities.reduce((held, each) => toggleCapability(held, each, true), state.target.capabilities);
  const held = capabilities.length === 0 ? {} : chosen(state, (container) => withCapabilities(container, given));
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
  const before = state.past.findLast((whole) => whole.text === text);
  if (before) return { ...replaced(state, before), typing: true };
  const past = 'preset' in state.source ? remembered(state.past, snapshotOf(state)) : state.past;
  const source = ownSource(state);
  const next = { text, source };
  return { ...next, past, undo: undefined, typing: true, ...lastFor(state, next), ...questionFor(state, next) };
}

/** An empty text, for another to be pasted. */
export function cleared(state: State): Change {
  const before = snapshotOf(state);
  const next = replaced(state, { ...before, text: '', source: {} });
  return { ...next, undo: { of: 'text', done: 'cleared', isBack: false, before } };
}

/** What answered before answers for no other text. */
function lastFor({ text }: State, next: Pick<Snapshot, 'text'>): Pick<Change, 'last'> {
  return isAnotherText(text, next.text) ? { last: undefined } : {};
}

/** What the page opens with is asked of the site's profiles. Of one of the reader's own nobody has asked it. */
function questionFor(state: State, next: Pick<Snapshot, 'text' | 'source'>): Pick<Change, 'call'> {
  const { text, source, call } = state;
  const [wasOwn, isOwn] = [source, next.source].map((from) => !('preset' in from));
  if (wasOwn) return isOwn || call.trim() !== '' ? {} : { call: SECCOMP_LINK_DEFAULTS.call };
  return isOwn && isPagesQuestion(state) && isAnotherText(text, next.text) ? { call: '' } : {};
}

/** Whether the question is still what the page opens with. */
export function isPagesQuestion({ call, roadsOf, opened }: State): boolean {
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

/** A file's name stays with its text while it is edited; a preset's does not. */
const ownSource = ({ source }: State): Source => ('preset' in source ? {} : source);

/** A file's text in the place of the present one, or what is wrong with the file. */
export function fileChange(
  state: State,
  { name, value, diagnostics }: Extract<Message, { kind: 'file' }>['file'],
): Change {
  if (value === undefined) return { notices: diagnostics, changed: state.changed };
  const before = snapshotOf(state);
  const next = { ...replaced(state, { ...before, text: value, source: { name } }), notices: diagnostics };
  return 'preset' in state.source ? next : { ...next, undo: { of: 'text', done: 'opened', isBack: false, before } };
}
