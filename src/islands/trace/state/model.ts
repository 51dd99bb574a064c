import type { Diagnostic } from '../../../engine/text/index.ts';
import { askAnew, beginning, profileAsked } from '../../../instrument/ownProfile/ownProfile.ts';
import {
  fileNames,
  type Reading,
  type ReadingMessage,
  readingOf,
  unreadable,
} from '../../../instrument/traceFiles/Reading.ts';
import { isWaiting, waited, withoutOlder } from '../../../instrument/worker/useWaiting.ts';
import { masked } from '../../../share/secretsIn.ts';
import type { ReadFiles } from '../../../share/traceFile.ts';
import { TRACE_LINK, TRACE_LINK_DEFAULTS, type TraceLink } from '../../../share/traceLink.ts';
import { mergeLinks } from '../../../share/writeLink.ts';
import type { OpenedFile } from '../../../ui/openedFile.ts';
import type { Before, Message, Opening, Question, Reply, State } from './State.ts';

type FilesMessage = Extract<Message, { kind: `files${string}` }>;

/** What comes of opening, reading and removing files whose text no field holds. */
function updateFiles(state: State, message: FilesMessage): State {
  switch (message.kind) {
    case 'files':
      return beginReading({ ...state, notices: [] }, message.files);
    case 'files-cancel':
      return { ...state, reading: undefined };
    case 'files-remove':
      return withoutFiles({ ...state, notices: [], changed: true });
    default:
      return state.reading?.id === message.id ? updateReading(state, state.reading, message) : state;
  }
}

function updateReading(state: State, reading: Reading, message: ReadingMessage<ReadFiles>): State {
  switch (message.kind) {
    case 'files-progress':
      return { ...state, reading: { ...reading, bytes: message.bytes } };
    case 'files-failed':
      return { ...state, reading: undefined, notices: [unreadable(reading.files)] };
    case 'files-read':
      return withFiles({ ...state, reading: undefined, files: reading.files }, message.read);
  }
}

/** Reads files anew: opened ones, or those of the present trace for another architecture. */
function beginReading(state: State, files: readonly File[]): State {
  const id = state.readings + 1;
  return { ...state, readings: id, reading: readingOf(id, files, state.asked.arch) };
}

/** What was read takes the place of the text, which stays. */
function withFiles(state: State, read: ReadFiles): State {
  const asked = state.read === undefined ? { ...state.asked, chosen: [] } : state.asked;
  const undo = state.undo?.before.trace === undefined ? state.undo : undefined;
  return { ...state, asked, read, undo, changed: true, turn: state.turn + 1 };
}

/** The text answers again. */
function withoutFiles(state: State): State {
  const idle = { ...state, reading: undefined, files: [] };
  if (state.read === undefined) return idle;
  return { ...idle, read: undefined, asked: { ...state.asked, chosen: [] }, turn: state.turn + 1 };
}

/** The state as a link says it: without secrets, and of files with their name, not the text that waits until they are removed. */
export const linkOf = ({ asked, shared, read }: Pick<State, 'asked' | 'shared' | 'read'>): TraceLink =>
  read === undefined ? { ...asked, trace: shared } : { ...asked, trace: '', file: fileNames(read.parts) };

/** The state that a link opens: it has the name of the file at most. */
export function openingOf({ file, ...link }: TraceLink, notices: readonly Diagnostic[]): Opening {
  const opened = { link: { ...link, file: undefined }, notices };
  return file === undefined ? opened : { ...opened, notices: [...notices, notInLink(file)] };
}

const notInLink = (file: string): Diagnostic => ({
  code: 'trace-not-in-link',
  severity: 'warning',
  message: `The trace on this page was read from ${file}. The page’s address contains the file’s name, not its text.`,
  hint: 'Open the file again.',
});

/** The state that a page is served with. */
export const init = (opening: Opening, reply: Reply): State => ({
  ...beginning(opening, reply),
  isExample: true,
  shared: opening.link.trace,
  isOpening: false,
  keptWhole: undefined,
  read: undefined,
  files: [],
  reading: undefined,
  readings: 0,
});

/** The next state, and what a link says of its trace. */
export function update(state: State, message: Message): State {
  const next = updated(state, message);
  const { trace } = next.asked;
  return trace === state.asked.trace ? next : { ...next, shared: masked(trace) };
}

function updated(state: State, message: Message): State {
  const changed = { ...state, notices: [], changed: true };
  switch (message.kind) {
    case 'ask':
      return askOn(changed, { ...state.asked, ...message.asked });
    case 'trace':
      return askTrace({ ...changed, isExample: false, undo: undefined }, message.trace);
    case 'own':
      return askOwn({ ...changed, own: message.text, undo: undefined });
    case 'uses-own':
      return askOwn({ ...changed, usesOwn: message.usesOwn });
    case 'use':
      return askOwn({
        ...{ ...changed, own: message.text, usesOwn: true },
        undo: { of: 'answer', words: 'Your profile now has the change.', before: profileOf(state) },
      });
    case 'take-profile':
      return takeProfile(changed);
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
    case 'profile-dropped':
      return dropProfile(message.trace ? update(state, message.trace) : changed, state, message.file);
    case 'undo':
      return state.undo ? putBack({ ...changed, undo: undefined }, state.undo.before) : state;
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
    case 'opening':
      return { ...state, isOpening: true };
    case 'open':
      return open(withoutFiles(state), message.opening, message.over);
    default:
      return withoutProfile(waited(state, message));
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
  const isExample = trace === TRACE_LINK_DEFAULTS.trace;
  const opened = { ...withOwn, isOpening: false, isExample, keptWhole: link.trace, undo: undo ?? withOwn.undo };
  return withoutOlder(askAnew(opened, merged));
}

/** A profile that the reader typed or pasted among the lines of a trace goes to its own place. */
function withoutProfile(state: State): State {
  const { reply } = state.answer;
  const isBeside = reply.profileInTrace !== undefined && reply.profileInTrace.rest !== '';
  return isBeside && !isWaiting(state) && state.asked.trace !== state.keptWhole ? takeProfile(state) : state;
}

/** What the answer found in the text of the trace becomes the reader's profile, and the rest the trace. */
function takeProfile(state: State): State {
  const found = isWaiting(state) ? undefined : state.answer.reply.profileInTrace;
  if (found === undefined) return state;
  const { trace } = state.asked;
  return askTrace(
    {
      ...{ ...state, own: found.profile, usesOwn: true, isExample: false },
      undo: {
        of: 'trace',
        words: 'The profile in this text is now under “Your profile”.',
        before: { ...profileOf(state), trace },
      },
    },
    found.rest,
  );
}

/** A profile among the files that were dropped or chosen as a trace. `next`: the state with those files, `before`: the one before them. */
function dropProfile(next: State, before: State, { name, value, diagnostics }: OpenedFile): State {
  const notices = [...next.notices, ...diagnostics];
  if (value === undefined) return { ...next, notices };
  const opened = next.undo === before.undo ? undefined : next.undo;
  const words = `${name} is now under “Your profile”.`;
  return askOwn({
    ...{ ...next, notices, own: value, usesOwn: true },
    undo: {
      of: 'trace',
      words: opened ? `${opened.words} ${words}` : words,
      before: { ...opened?.before, ...profileOf(before) },
    },
  });
}

const profileOf = ({ own, usesOwn, asked: { chosen } }: State): Before => ({ own, usesOwn, chosen });

/** What was there before a change. */
function putBack(state: State, { own = state.own, usesOwn = state.usesOwn, trace, chosen = [] }: Before): State {
  const next = { ...state, own, usesOwn };
  const asked = { ...state.asked, profile: profileAsked(next), chosen };
  if (trace === undefined) return askAnew(next, asked);
  return askAnew({ ...withoutFiles(next), keptWhole: trace }, { ...asked, trace });
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
    ...withoutOlder(askTrace({ ...state, isExample: false }, trace)),
    undo: isLoss ? { of: 'trace', words, before: { trace: before } } : undefined,
  };
}

/** Another text in the place of the reader's own profile, with the way back where that was one. */
function replaceOwn(state: State, own: string, words: string): State {
  const isLoss = state.own.trim() !== '' && state.own !== own;
  return { ...state, own, undo: isLoss ? { of: 'profile', words, before: profileOf(state) } : undefined };
}

/** What was chosen for calls of another trace goes with it. */
const askTrace = (state: State, trace: string): State =>
  askAnew(withoutFiles(state), { ...state.asked, trace, profile: profileAsked(state), chosen: [] });

const askOwn = (state: State): State => askAnew(state, { ...state.asked, profile: profileAsked(state), chosen: [] });
