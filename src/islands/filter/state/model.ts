import { askAnew, beginning, openedOwn, profileAsked, updateOwn } from '../../../instrument/ownProfile/ownProfile.ts';
import { sameFields } from '../../../instrument/sameFields.ts';
import { afterOpening, isWaiting, waited } from '../../../instrument/worker/Waiting.ts';
import { FILTER_LINK, type FilterLink } from '../../../share/filterLink.ts';
import { mergeLinks } from '../../../share/writeLink.ts';
import type { Asked, Question } from './Question.ts';
import type { Reply } from './Reply.ts';
import type { Message, Opening, State } from './State.ts';
import type { TracedMessage } from './Traced.ts';
import { NO_TRACE, readAgain, updateTraced } from './updateTraced.ts';

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
