import { kernelProblem } from '../../../share/kernelProblem.ts';
import type { ReaderMessage } from './Message.ts';
import { questionChange } from './questionChange.ts';
import type { Change, State } from './State.ts';
import { chosen, presetSnapshot, withCapabilities, withRuntime } from './snapshot.ts';
import { stackChange } from './stackChange.ts';
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
