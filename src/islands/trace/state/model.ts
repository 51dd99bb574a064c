import type { Diagnostic } from '../../../engine/text/index.ts';
import { askAnew, beginning, profileAsked, replaceOwn } from '../../../instrument/ownProfile/ownProfile.ts';
import { isWaiting, waited } from '../../../instrument/worker/Waiting.ts';
import { TRACE_LINK, type TraceLink } from '../../../share/traceLink.ts';
import { mergeLinks } from '../../../share/writeLink.ts';
import { beginReading, updateFiles, withFiles, withoutFiles } from './files.ts';
import type { Question, Reply } from './Question.ts';
import type { Message, Opening, State } from './State.ts';

/** The state that a page is served with. */
export const init = (opening: Opening, reply: Reply): State => ({
  ...beginning(opening, reply),
  isExample: true,
  read: undefined,
  files: [],
  reading: undefined,
  readings: 0,
});

export function update(state: State, message: Message): State {
  const changed = { ...state, notices: [], changed: true };
  switch (message.kind) {
    case 'ask':
      return askOn(changed, { ...state.asked, ...message.asked });
    case 'trace':
      return askTrace({ ...changed, isExample: false, undo: undefined }, message.trace);
    case 'example':
      return { ...replaceTrace(changed, message.trace, 'The example replaced your trace.'), isExample: true };
    case 'own':
      return askOwn({ ...changed, own: message.text, undo: undefined });
    case 'uses-own':
      return askOwn({ ...changed, usesOwn: message.usesOwn });
    case 'choose': {
      const { chosen } = message;
      const others = state.asked.chosen.filter(({ arch, call }) => arch !== chosen.arch || call !== chosen.call);
      return askAnew(changed, { ...state.asked, chosen: [...others, chosen] });
    }
    case 'file': {
      const { of, file } = message;
      if (file.value === undefined) return { ...state, notices: file.diagnostics };
      const opened = { ...changed, notices: file.diagnostics };
      if (of === 'trace') return replaceTrace(opened, file.value, `Opened ${file.name}.`);
      return askOwn({ ...replaceOwn(opened, file.value, `Opened ${file.name}.`), usesOwn: true });
    }
    case 'undo': {
      const { undo } = state;
      if (undo?.of === 'profile') return askOwn({ ...changed, own: undo.before, undo: undefined });
      return askTrace({ ...changed, undo: undefined }, undo?.before ?? state.asked.trace);
    }
    case 'files':
    case 'files-progress':
    case 'files-read':
    case 'files-failed':
    case 'files-cancel':
    case 'files-remove':
      return updateFiles(state, message);
    case 'saved': {
      const { name, saved } = message;
      if (saved === undefined) return { ...state, notices: [notSaved(name)] };
      const { trace } = state.asked;
      const opened = open(withoutFiles(state), { link: { ...saved.link, trace }, notices: saved.notices }, undefined);
      return withFiles({ ...opened, isExample: state.isExample, read: saved.read }, saved.read);
    }
    case 'open':
      return open(withoutFiles(state), message.opening, message.over);
    default:
      return waited(state, message);
  }
}

/** What waits for an answer; undefined where nothing does. */
export const questionOf = (state: State): Question | undefined =>
  isWaiting(state) ? { ...state.asked, turn: state.turn, ...(state.read && { read: state.read }) } : undefined;

function open(state: State, { link, notices = [] }: Opening, over: TraceLink | undefined): State {
  const merged = over ? mergeLinks(TRACE_LINK, { start: over, mine: state.asked, link }) : link;
  const { profile, trace } = merged;
  const next = { ...state, notices, changed: over !== undefined && state.changed, usesOwn: profile !== undefined };
  const withOwn = profile === undefined ? next : replaceOwn(next, profile, 'The link replaced your profile.');
  const { undo } = replaceTrace(next, trace, 'The link replaced your trace.');
  return askAnew({ ...withOwn, isExample: false, undo: undo ?? withOwn.undo }, merged);
}

/** What is asked of a trace that was read of files for one architecture is read again for another. */
function askOn(state: State, asked: TraceLink): State {
  const next = askAnew(state, asked);
  return asked.arch === state.asked.arch || state.files.length === 0 ? next : beginReading(next, state.files);
}

const notSaved = (name: string): Diagnostic => ({
  code: 'file-unreadable',
  severity: 'error',
  message: `${name} begins like a saved trace check, but cannot be opened.`,
  hint: 'Save it again, or open the trace itself.',
});

/** Another trace in the place of the present one, with the way back where that was the reader's own. */
function replaceTrace(state: State, trace: string, words: string): State {
  const before = state.asked.trace;
  const isLoss = !state.isExample && before.trim() !== '' && before !== trace;
  return {
    ...askTrace({ ...state, isExample: false }, trace),
    undo: isLoss ? { of: 'trace', words, before } : undefined,
  };
}

/** What was chosen for calls of another trace goes with it. */
const askTrace = (state: State, trace: string): State =>
  askAnew(withoutFiles(state), { ...state.asked, trace, chosen: [] });

const askOwn = (state: State): State => askAnew(state, { ...state.asked, profile: profileAsked(state), chosen: [] });
