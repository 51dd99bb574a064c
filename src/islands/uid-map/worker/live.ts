import type { Trouble } from '../../../instrument/recovery/Retry.ts';
import type { UidMapLink } from '../../../share/uidMapLink.ts';
import { linkWith, type MapEngine, updateWith } from '../state/changes.ts';
import type { Message, State } from '../state/State.ts';
import type { Answered, OtherQuestion, Others, Question } from './Question.ts';

/** The calculator in the page: what the engine answered last, and what the reader did since. */
export interface Live {
  answered: Answered;
  waiting: readonly { turn: number; message: Message }[];
  /** The answered state with what waits, as far as it can be told without the engine. */
  shown: State;
  /** Whether another stack answers otherwise what was answered. */
  others: Others;
  /** The engine has been at it for so long that the answer in sight is taken away. */
  late: boolean;
  /** Why the engine did not load, while it is tried again. */
  trouble: Trouble | undefined;
}

/** What the reader does, and what becomes of the question. */
export type LiveMessage =
  | Message
  /** Checks were typed: they change no answer, and need no engine. */
  | { kind: 'checks'; checks: string }
  | { kind: 'answered'; answered: Answered }
  | { kind: 'others'; others: Others }
  /** `trouble`: why it did not load. */
  | { kind: 'late'; trouble?: Trouble };

/** As the page is served. */
export const begin = (answered: Answered): Live => ({
  answered,
  waiting: [],
  shown: answered.state,
  // What a page is served with is answered alike everywhere.
  others: { turn: answered.turn },
  late: false,
  trouble: undefined,
});

export function live(before: Live, message: LiveMessage): Live {
  switch (message.kind) {
    case 'checks':
      return { ...before, shown: { ...before.shown, checks: message.checks, changed: true } };
    case 'answered':
      return answer(before, message.answered);
    case 'others':
      return message.others.turn === before.answered.turn ? { ...before, others: message.others } : before;
    case 'late':
      return before.waiting.length > 0 ? { ...before, late: true, trouble: message.trouble ?? before.trouble } : before;
    default:
      return change(before, message);
  }
}

/** What the engine has to answer; undefined where it has answered all. */
export function questionOf({ answered: { state }, waiting }: Live): Question | undefined {
  const turn = waiting.at(-1)?.turn;
  return turn === undefined ? undefined : { turn, state, changes: waiting.map(({ message }) => message) };
}

/** Whether it is still open if another stack answers the question in sight otherwise. */
export const isUntold = ({ answered: { turn, state }, waiting, others }: Live): boolean =>
  waiting.length === 0 && others.turn !== turn && state.stack !== undefined;

/** The same as a question; undefined while it is not asked, and once it is answered. */
export function otherQuestion({
  answered: { turn, state },
  waiting,
  others: { turn: of, tried },
}: Live): OtherQuestion | undefined {
  return waiting.length === 0 && of === turn && tried !== undefined ? { turn, state, tried } : undefined;
}

/** The state in sight as a link says it: while a link is opened and nothing has been changed, that link; of a text that the engine has not seen yet, a paste is always true. */
export const shownLink = ({ answered, shown, waiting }: Live): UidMapLink => {
  const last = waiting.at(-1);
  return last?.message.kind === 'open' && !shown.changed
    ? last.message.opening.link
    : linkWith(rememberedBy(answered), shown);
};

/** While one text is typed in, only its newest version waits for an answer. */
function change(before: Live, message: Message): Live {
  const last = before.waiting.at(-1);
  const isTypedOn = message.kind === 'text' && last?.message.kind === 'text' && last.message.level === message.level;
  const waiting = isTypedOn ? before.waiting.slice(0, -1) : before.waiting;
  return {
    ...before,
    waiting: [...waiting, { turn: (last?.turn ?? before.answered.turn) + 1, message }],
    shown: updateWith(rememberedBy(before.answered), before.shown, message),
    // Until the address is opened, the answer that the page is served with has been hidden, and it does not come back.
    late: before.late || (message.kind === 'open' && message.over !== undefined),
  };
}

/** What was done since the question waits on, over the answer. */
function answer(before: Live, answered: Answered): Live {
  if (answered.turn <= before.answered.turn) return before;
  const waiting = before.waiting.filter(({ turn }) => turn > answered.turn);
  const engine = rememberedBy(answered);
  // The engine knows nothing of checks that were typed since.
  const { checks, changed } = before.shown;
  const shown = waiting.reduce((state, { message }) => updateWith(engine, state, message), answered.state);
  return {
    ...before,
    answered: waiting.length > 0 ? keepingFields(answered, before.answered) : answered,
    waiting,
    shown: { ...shown, checks, changed },
    late: before.late && waiting.length > 0,
    trouble: undefined,
  };
}

/** Of a text that is still typed in, an answer takes no field away: the reader may be in it by now. */
function keepingFields(answered: Answered, { view: { read: before } }: Answered): Answered {
  const { view } = answered;
  const asks = view.read.asks === 'nothing' ? before.asks : view.read.asks;
  return { ...answered, view: { ...view, read: { ...view.read, asks } } };
}

/** What is known without the engine: what it called the text that it saw. */
const rememberedBy = ({ state, source }: Answered): MapEngine => ({
  kindOf: (text) => (state.readAs === 'paste' && text === state.texts[0] ? source : undefined),
  followText: () => ({}),
  rangesIn: () => undefined,
  splitGroups: ({ texts: [text] }) => text,
  planned: () => undefined,
});
