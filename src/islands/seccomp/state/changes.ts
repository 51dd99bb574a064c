import type { Target } from '../../../engine/seccomp/index.ts';
import { stackOf } from '../../../engine/stack/index.ts';
import { applyEdits, type Diagnostic } from '../../../engine/text/index.ts';
import { isSeenRefused, loggedOutcome, straceLines } from '../../../engine/trace/index.ts';
import { kernelProblem } from '../../../share/checksKey.ts';
import type { Change, QuestionMessage, ReaderMessage, Snapshot, StackParts, State } from './Message.ts';
import { chosen, presetSnapshot, targetOn, withCapabilities, withRuntime } from './stackTarget.ts';
import { toggleCapability } from './target.ts';
import {
  cleared,
  edited,
  fileChange,
  formatted,
  givenWay,
  offerTaken,
  separateEdits,
  typed,
  undone,
} from './textChange.ts';

const ONE_CALL: Diagnostic = {
  code: 'ask-lines',
  severity: 'info',
  message: 'Several lines were pasted.',
  hint: 'The answer is for the first refused call or, if none was refused, the first line.',
};

const OUTCOMES = {
  killed: 'stopped this call with SIGSYS',
  refused: 'refused this call with an error',
  ran: 'logged this call and let it run',
};

/** What the kernel's log says of the call, which the filter in sight may answer otherwise. */
function logNotices(text: string): Diagnostic[] {
  const outcome = loggedOutcome(text);
  if (outcome === undefined) return [];
  return [
    {
      code: 'ask-logged',
      severity: 'info',
      message: `In the log, a filter ${OUTCOMES[outcome]}.`,
      hint: 'To check the profile the program ran under, paste it with “Use your own”.',
    },
  ];
}

/** What the reader asks now: of one call, or of several lines that were pasted. */
function questionChange(state: State, message: QuestionMessage): Change {
  const { asked } = state;
  switch (message.kind) {
    case 'ask': {
      const lines = straceLines(message.call);
      const [first = message.call] = lines;
      const notices = logNotices(message.call);
      const refused = lines.length > 1 ? lines.find(isSeenRefused) : undefined;
      // In a chapter, what is refused besides is not looked for.
      const trace = lines.length > 1 && state.mode === 'page' ? lines : undefined;
      return {
        asked: { ...asked, call: refused ?? first, roadsOf: undefined, trace },
        isLed: refused !== undefined,
        notices: lines.length > 1 && trace === undefined ? [ONE_CALL, ...notices] : notices,
      };
    }
    case 'ask-line':
      return { asked: { ...asked, call: message.call, roadsOf: undefined } };
    case 'ask-road': {
      const { call, roadsOf = call } = asked;
      return { asked: { ...asked, call: message.call, roadsOf: message.call === roadsOf ? undefined : roadsOf } };
    }
    case 'fix-question':
      return state.answer.question.call === asked.call
        ? { asked: { ...asked, call: applyEdits(asked.call, message.edits), roadsOf: undefined } }
        : {};
  }
}

/**
 * Another stack: engine, runtime, libseccomp, kernel, and where `preset` is given the profile. What the reader chose otherwise stays: the text of their own,
 * capabilities that are not the engine's, `--privileged`, the machine. `over`: the releases that stand in it instead of its own. Nothing where there is no stack of that name.
 */
function stackChange(
  state: State,
  id: string,
  { preset, over }: { preset?: { id: string; text: string }; over?: StackParts | undefined } = {},
): Change {
  const stack = stackOf(id);
  if (stack === undefined) return {};
  const present = state.stack === undefined ? undefined : stackOf(state.stack);
  const { arch, kernel, ...container } = { ...targetOn(stack, state.asked, present), ...over };
  if (preset !== undefined) {
    const change = givenWay(state, { text: preset.text, source: { preset: preset.id }, container, stack: id });
    return { ...onMachine(change, { arch, kernel }, state), looking: false };
  }
  const { own, past = [], undo, ...change } = chosen(state, () => container);
  const withStack = (snapshot: Snapshot): Snapshot => ({ ...snapshot, stack: id });
  return {
    ...onMachine(change, { arch, kernel }, state),
    stack: id,
    own: own && withStack(own),
    past: past.map(withStack),
    undo: undo && { ...undo, before: withStack(undo.before) },
  };
}

function onMachine(
  { asked, ...change }: Change,
  machine: Pick<Target, 'arch' | 'kernel'>,
  { asked: { target }, on }: State,
): Change {
  return {
    ...change,
    ...(asked && { asked: { ...asked, target: { ...asked.target, ...machine } } }),
    kernel: machine.kernel,
    // The ABI that the table of calls is of may be none of another machine's.
    on: machine.arch === target.arch ? on : undefined,
  };
}

/** What the reader's doings change. */
export function changes(state: State, message: ReaderMessage): Change {
  const { asked } = state;
  const { target } = asked;
  switch (message.kind) {
    case 'preset': {
      const { stack, over } = message;
      if (stack !== undefined) return stackChange(state, stack, { preset: message, over });
      return { ...givenWay(state, presetSnapshot(state, message)), looking: false };
    }
    case 'stack':
      return stackChange(state, message.id, { over: message.over });
    case 'own':
      return state.own ? givenWay(state, state.own) : {};
    case 'clear':
      return cleared(state);
    case 'format':
      return formatted(state);
    case 'undo':
      return undone(state);
    case 'text':
      return typed(state, message.text);
    case 'file':
      return fileChange(state, message.file);
    case 'fix':
      return edited(state, message.edits, message.of);
    case 'offer':
      return offerTaken(state, message);
    case 'fix-all':
      return edited(state, separateEdits(state.answer.reading.problems), 'text');
    case 'ask':
    case 'ask-line':
    case 'ask-road':
    case 'fix-question':
      return questionChange(state, message);
    case 'arch':
      return { asked: { ...asked, target: { ...target, arch: message.arch } }, on: undefined };
    case 'runtime':
      return chosen(state, (container) => withRuntime(container, message.runtime, message.release));
    case 'engine': {
      const { engine, release } = message;
      return chosen(state, ({ versions: { engine: _, ...others } = {}, ...container }) => ({
        ...container,
        engine,
        versions: { ...others, ...(release !== undefined && { engine: release }) },
      }));
    }
    case 'libseccomp':
      return chosen(state, ({ versions, ...container }) => ({
        ...container,
        versions: { ...versions, libseccomp: message.release },
      }));
    case 'kernel': {
      const { kernel } = message;
      return {
        kernel,
        ...(!kernelProblem(kernel, 'filters') && { asked: { ...asked, target: { ...target, kernel } } }),
      };
    }
    case 'capabilities':
      return chosen(state, (container) => withCapabilities(container, message.capabilities, message.privileged));
    case 'capability': {
      const capabilities = toggleCapability(target.capabilities, message.capability, message.on);
      return chosen(state, (container) => withCapabilities(container, capabilities));
    }
    case 'choose':
      return message.choices;
  }
}
