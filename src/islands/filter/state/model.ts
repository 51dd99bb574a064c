import type { Arch } from '../../../engine/linux/index.ts';
import { stackOf } from '../../../engine/stack/index.ts';
import { type Diagnostic, error, warning } from '../../../engine/text/index.ts';
import { askAnew, beginning, openedOwn, profileAsked, updateOwn } from '../../../instrument/ownProfile/ownProfile.ts';
import { presetNamed, unknownProfile } from '../../../instrument/presets/presets.ts';
import { sameFields } from '../../../instrument/sameFields.ts';
import { fileNames, type Reading, readingOf, unreadable } from '../../../instrument/traceFiles/Reading.ts';
import { afterOpening, isWaiting, waited } from '../../../instrument/worker/useWaiting.ts';
import {
  type CallCount,
  FILTER_LINK,
  FILTER_LINK_STACK,
  type FilterLink,
  readFilterLink,
} from '../../../share/filterLink.ts';
import type { LinkLimits } from '../../../share/fragment.ts';
import { mergeLinks } from '../../../share/writeLink.ts';
import type { Asked, Message, Opening, Question, ReadCalls, Reply, State, Traced, TracedMessage } from './State.ts';

const NO_TRACE: Traced = {
  text: '',
  pasted: undefined,
  files: [],
  reading: undefined,
  readings: 0,
  problems: [],
};

/** What a change makes of the trace, and the counts that are asked with from then on; undefined: those of before. */
interface Changed {
  traced: Traced;
  calls?: readonly CallCount[];
}

/** The trace after what the reader did, or what was read of it. `arch`: the machine that it is read for. */
function updateTraced(traced: Traced, message: TracedMessage, arch: Arch): Changed {
  switch (message.kind) {
    case 'trace': {
      const { text } = message;
      if (text.trim() === '') return { traced: { ...without(traced), text }, calls: [] };
      // A trace that is pasted is read as a file is.
      const pasted = new File([text], 'the text');
      return { traced: { ...reading(traced, [pasted], arch), text, pasted } };
    }
    case 'files':
      return { traced: reading(traced, message.files, arch) };
    case 'files-cancel':
      return { traced: { ...traced, reading: undefined } };
    case 'trace-remove':
      return { traced: without(traced), calls: [] };
    default:
      return traced.reading?.id === message.id ? whileReading(traced, traced.reading, message) : { traced };
  }
}

/** Another machine has other numbers for the same names: what is there is read again for it. */
function readAgain(traced: Traced, arch: Arch): Traced {
  const files = traced.reading?.files ?? traced.files;
  return files.length === 0 ? traced : reading(traced, files, arch);
}

/** Whether the counts are those of the text in the field. */
export const isOfText = ({ files: [file], pasted }: Traced): boolean => file !== undefined && file === pasted;

const without = ({ text, readings }: Traced): Traced => ({ ...NO_TRACE, text, readings });

function reading(traced: Traced, files: readonly File[], arch: Arch): Traced {
  const id = traced.readings + 1;
  return { ...traced, readings: id, reading: readingOf(id, files, arch), problems: [] };
}

function whileReading(
  traced: Traced,
  { files, ...now }: Reading,
  message: Extract<TracedMessage, { id: number }>,
): Changed {
  const ended = { ...traced, reading: undefined };
  switch (message.kind) {
    case 'files-progress':
      return { traced: { ...traced, reading: { ...now, files, bytes: message.bytes } } };
    case 'files-failed':
      return { traced: { ...ended, problems: [unreadable(files)] } };
    case 'files-read': {
      const { calls } = message.read;
      return { traced: { ...ended, files, problems: problemsOf(files, message.read) }, calls };
    }
  }
}

function problemsOf(files: readonly File[], { calls, unread, firstUnread }: ReadCalls): readonly Diagnostic[] {
  if (calls.length === 0) {
    return [
      error(
        'trace-no-call',
        `No line of ${fileNames(files)} shows a system call.`,
        'Paste or open what strace, perf trace or bpftrace printed, audit records or a list of calls. Until then, every call counts the same.',
      ),
    ];
  }
  if (unread === 0) return [];
  const where = files.length === 1 && firstUnread !== undefined ? firstUnread : undefined;
  if (unread === 1) {
    const line = where === undefined ? 'A line' : `Line ${where}`;
    return [warning('trace-lines-unread', `${line} of the trace could not be read.`, 'A call on it is not counted.')];
  }
  const first = where === undefined ? '' : `, the first of them line ${where}`;
  return [
    warning(
      'trace-lines-unread',
      `${unread} lines of the trace could not be read${first}.`,
      'Calls on them are not counted.',
    ),
  ];
}

/** The state that a page is served with. */
export function init({ link, ...opening }: Opening, reply: Reply): State {
  const { step, ...asked } = link;
  return {
    ...beginning({ ...opening, link: asked }, reply),
    pasted: link.program ?? '',
    traced: NO_TRACE,
    step,
    done: undefined,
  };
}

export function update(state: State, message: Message): State {
  const changed = { ...state, notices: [], changed: true };
  switch (message.kind) {
    case 'ask':
      return ask(changed, message.asked);
    case 'trace':
    case 'trace-remove':
    case 'files':
    case 'files-cancel':
    case 'files-progress':
    case 'files-read':
    case 'files-failed':
      return trace(changed, message);
    case 'pasted':
      return ask({ ...changed, pasted: message.text }, { program: message.text });
    case 'uses-program':
      return ask(changed, { program: message.usesProgram ? state.pasted : undefined });
    case 'beside':
      return state.answer.reply.answer?.libseccomp?.rows.length === 0 ? { ...state, turn: state.turn + 1 } : state;
    case 'step':
      return { ...changed, step: message.step };
    case 'progress':
      return message.question.turn === state.turn ? { ...state, done: message.done } : state;
    case 'own':
    case 'uses-own':
    case 'file':
    case 'undo':
      return updateOwn(state, message, (next) => ask(next, { profile: profileAsked(next) }));
    case 'open':
      return open(state, message.opening, message.over);
    default: {
      const next = waited(state, message);
      return isWaiting(next) ? next : { ...next, done: undefined };
    }
  }
}

/** What waits for an answer; undefined where nothing does. */
export const questionOf = (state: State): Question | undefined =>
  isWaiting(state) ? { ...state.asked, turn: state.turn } : undefined;

export const linkOf = ({ asked, step }: State): FilterLink => ({ ...asked, step });

/** Another question begins at its answer. */
function ask(state: State, change: Partial<Asked>): State {
  const next = askAnew(state, { ...state.asked, ...change });
  if (next === state) return state;
  const traced = next.asked.arch === state.asked.arch ? state.traced : readAgain(state.traced, next.asked.arch);
  return { ...next, traced, step: undefined, done: undefined };
}

function trace(state: State, message: TracedMessage): State {
  const { traced, calls } = updateTraced(state.traced, message, state.asked.arch);
  const next = { ...state, traced };
  return calls === undefined ? next : ask(next, { calls });
}

function open(state: State, opening: Opening, over: FilterLink | undefined): State {
  const { link } = opening;
  const merged = over ? mergeLinks(FILTER_LINK, { start: over, mine: linkOf(state), link }) : link;
  const { step, ...asked } = merged;
  const next = openedOwn(state, opening, merged.profile, over !== undefined);
  // The counts are the link's own from then on.
  const traced = sameFields(asked.calls, state.asked.calls)
    ? state.traced
    : updateTraced(state.traced, { kind: 'trace-remove' }, asked.arch).traced;
  return {
    ...afterOpening(askAnew(next, asked), over !== undefined),
    pasted: merged.program ?? state.pasted,
    traced,
    step,
  };
}

/** The state that a fragment opens. An alias and a stack's name open the preset that they stand for; a name that nothing has opens the stack's default, with a notice. */
export async function openFragment(fragment: string, limits?: LinkLimits): Promise<Opening> {
  const { value: link, diagnostics } = await readFilterLink(fragment, limits);
  if (link.preset === undefined) return { link, notices: diagnostics };
  const preset = presetNamed(link.preset);
  if (preset) return { link: { ...link, preset: preset.id }, notices: diagnostics };
  const instead = presetNamed(stackOf(link.stack ?? FILTER_LINK_STACK)?.profile ?? FILTER_LINK_STACK);
  return {
    link: { ...link, preset: undefined },
    notices: [...diagnostics, unknownProfile(link.preset, instead?.words ?? '')],
  };
}
